/**
 * One soft gong, scheduled on the audio clock, so that it sounds on time even when a hidden tab's timers are
 * slow. The page always says the same in text.
 *
 * @typedef {{ plan: (milliseconds: number) => void, cancel: () => void }} Gong
 */

/** Partials of a struck bowl: frequency in hertz, loudness, seconds to fade out. */
const PARTIALS = [
  [196, 0.22, 3.2],
  [392, 0.12, 2.4],
  [587, 0.06, 1.6],
];

/**
 * @param {Window & typeof globalThis} window
 * @returns {Gong} Call `plan` while handling a press: browsers allow no sound without one.
 */
export function createGong(window) {
  /** @type {AudioContext | null} */
  let audio = null;
  /** @type {OscillatorNode[]} */
  let planned = [];

  const cancel = () => {
    for (const oscillator of planned) oscillator.stop();
    planned = [];
  };

  return {
    plan(milliseconds) {
      cancel();
      if (!window.AudioContext) return;
      audio ??= new window.AudioContext();
      audio.resume().catch(() => {}); // Refused: silence is fine, because the text is on the page.
      const at = audio.currentTime + milliseconds / 1000;
      for (const [frequency, loudness, fade] of PARTIALS) {
        const oscillator = new OscillatorNode(audio, { frequency });
        const gain = new GainNode(audio, { gain: 0 });
        gain.gain.setValueAtTime(0, at);
        gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
        gain.gain.exponentialRampToValueAtTime(0.0001, at + fade);
        oscillator.connect(gain).connect(audio.destination);
        oscillator.start(at);
        oscillator.stop(at + fade);
        planned.push(oscillator);
      }
    },
    cancel,
  };
}

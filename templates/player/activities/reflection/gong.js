/**
 * One soft gong, planned on the audio clock: it sounds on time although a hidden tab's timers are slow. The
 * text always says the same.
 *
 * @typedef {{ plan: (milliseconds: number) => void, cancel: () => void }} Gong
 */

/** Partials of a struck bowl: frequency in hertz, loudness, seconds to fade. */
const PARTIALS = [
  [196, 0.22, 3.2],
  [392, 0.12, 2.4],
  [587, 0.06, 1.6],
];

/**
 * @param {Window & typeof globalThis} window
 * @returns {Gong} Call `plan` from a press: a browser lets no page sound without one.
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
      audio.resume().catch(() => {}); // Refused: silence is right, the sentence is on the page.
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

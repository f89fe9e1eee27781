/**
 * The real browser environment.
 *
 * @returns {import("./shapes.js").Environment}
 */
export function browser() {
  return {
    window,
    page: document,
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after(milliseconds, call) {
        const id = setTimeout(call, milliseconds);
        return () => clearTimeout(id);
      },
    },
    transport: (address, init) => fetch(address, init),
    random: (bytes) => crypto.getRandomValues(bytes),
    limits: {
      answerWait: 15_000,
      apiEvery: 250,
      apiWait: 10_000,
      captionsWait: 3000,
      filmWait: 10_000,
      gather: 500,
      keptWait: 2000,
      leftAlone: 15_000,
      pressWait: 1000,
      probeWait: 5000,
      proofWait: 1000,
      resend: 5000,
      retries: [1000, 2000, 4000],
      retryEvery: 15_000,
      saveEvery: 60_000,
      settle: 100,
    },
  };
}

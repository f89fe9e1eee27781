/**
 * Firefox over WebDriver BiDi. A JSON object with `do` comes in on each line, and one with `value` or `error`
 * goes out; the other end is firefox.py. `do: "run"` takes the source of a function.
 */

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  extraPrefsFirefox: { "intl.accept_languages": "sv" },
});
let [page] = await browser.pages();

const root = async (inFrame) => (inFrame ? (await page.$("iframe")).contentFrame() : page);

const ACTS = {
  version: () => browser.version(),
  async open({ address }) {
    await page.goto(address);
  },
  run: async ({ frame, script, values }) =>
    (await root(frame)).evaluate(`(${script})(...${JSON.stringify(values)})`),
  async press({ frame, selector }) {
    for (const element of await (await root(frame)).$$(selector))
      if (await element.isVisible()) return element.click();
    throw new Error(`nothing to press: ${selector}`);
  },
  resize: (size) => page.setViewport(size),
  async renew() {
    const closing = page;
    page = await browser.newPage();
    await page.setViewport(closing.viewport());
    await closing.close();
  },
  quit: () => browser.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: act, ...what } = JSON.parse(line);
  const answer = await ACTS[act](what).then(
    (value = null) => ({ value }),
    (error) => ({ error: `${act}: ${error}` }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { mountRewriting } from "../../templates/player/rewriting.js";
import { createTexts } from "../../templates/player/texts.js";

const BRACES = "Hej {namn}, {n} och {constructor}";
const TEXTS = {
  "module.title": BRACES,
  "step.start.onward": `Nästa: ${BRACES}`,
  "rest.other": "Kvar: {title}.",
  "question.count": { one: "{n} fråga", other: "{n} frågor" },
  "timer.end": { du: "Fortsätt om du vill.", ni: "Fortsätt om ni vill." },
};

/** As much of an element as texts need; an `alone` element is in the part for one person. */
function element(key, alone = false) {
  const attributes = new Map(key ? [["data-t", key]] : []);
  return {
    textContent: "",
    getAttribute: (name) => attributes.get(name) ?? null,
    setAttribute: (name, value) => attributes.set(name, value),
    removeAttribute: (name) => attributes.delete(name),
    closest: (selector) => (alone && selector === "[data-alone]" ? {} : null),
  };
}

/** The texts of a page with these elements, and how to switch its language. */
function mount(given, elements) {
  const page = {
    documentElement: {},
    querySelectorAll: (selector) => (selector === "[data-t]" ? elements : []),
  };
  const data = { languages: ["sv"], directions: { sv: "ltr" }, ...given };
  const texts = createTexts(data);
  return { texts, use: mountRewriting({ data, environment: { page }, texts }) };
}

const make = (...elements) =>
  mount({ keys: Object.keys(TEXTS), texts: { sv: Object.values(TEXTS) } }, elements).texts;

test("braces in an author's text stay as they were typed", () => {
  const title = element("module.title");
  const texts = make(title);
  assert.equal(texts.t("module.title"), BRACES);
  assert.equal(texts.t("step.start.onward"), `Nästa: ${BRACES}`);
  texts.say(title, "module.title");
  assert.equal(title.textContent, BRACES);
  texts.speakTo("du");
  assert.equal(title.textContent, BRACES);
});

test("the player's texts take values, an author's text is used as it is", () => {
  const rest = element("rest.other");
  const texts = make(rest);
  assert.equal(texts.t("question.count", { n: 1 }), "1 fråga");
  assert.equal(texts.t("question.count", { n: 3 }), "3 frågor");
  texts.say(rest, "rest.other", { title: "{n} {title}" });
  assert.equal(rest.textContent, "Kvar: {n} {title}.");
  texts.speakTo("du");
  assert.equal(rest.textContent, "Kvar: {n} {title}.");
});

test("texts missing from the data are read from the page, by name or by index", () => {
  const [title, skip] = [element("0"), element("1")];
  title.textContent = "Att lära";
  skip.textContent = "Hoppa";
  const handed = { keys: ["module.title"], texts: { sv: [null, null], en: ["To learn", "Skip"] } };
  const { texts, use } = mount({ languages: ["sv", "en"], directions: { sv: "ltr", en: "ltr" }, ...handed }, [
    title,
    skip,
  ]);
  for (const [language, ...both] of [
    ["en", "To learn", "Skip"],
    ["sv", "Att lära", "Hoppa"],
  ]) {
    use(language);
    assert.deepEqual(
      [texts.t("module.title"), texts.t("1"), title.textContent, skip.textContent],
      [...both, ...both],
    );
  }
});

test("texts for one person say du, whoever uses the rest", () => {
  const [shared, own] = [element("timer.end"), element("timer.end", true)];
  const texts = make(shared, own);
  texts.say(own, "timer.end");
  assert.equal(own.textContent, "Fortsätt om du vill.");
  texts.speakTo("du");
  assert.deepEqual([shared.textContent, own.textContent], ["Fortsätt om du vill.", "Fortsätt om du vill."]);
  texts.speakTo("ni");
  assert.deepEqual([shared.textContent, own.textContent], ["Fortsätt om ni vill.", "Fortsätt om du vill."]);
});

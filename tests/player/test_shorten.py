"""Short names: the script does the same, and says the same to everybody outside it."""

from __future__ import annotations

import re
import subprocess

import pytest

from larpaket.player.shorten import ShortenError, shorten
from tools.node import find_node

SCRIPTS = {
    "a parameter covers an outer name": "const long = 1; function add(value, other = long) { const sum = value + other; return sum; } log(add(2), add(2, 3));",
    "an inner name beside an outer one that is used": "const outer = 1; const inner = () => { const mine = 2; return [outer, mine]; }; log(inner());",
    "shorthands": "const first = 1; const made = { first, second: 2 }; const { first: one, second, third = first } = made; log(made, one, second, third);",
    "a method's parameters": "const thing = { add(value) { return this.base + value; }, base: 1, async wait(value) { return value; } }; log(thing.add(2));",
    "closures in a loop": "const all = []; for (const item of [1, 2]) { for (let at = 0; at < item; at += 1) all.push(() => item + at); } log(all.map((call) => call()));",
    "catch, and a name in its body": "try { throw new Error('x'); } catch (error) { const message = error.message; log(message); }",
    "a switch": "const pick = (kind) => { switch (kind) { case 1: { const found = 'a'; return found; } default: return 'b'; } }; log(pick(1), pick(2));",
    "templates and strings that look like names": "const name = 'n'; const label = 'name'; log(`${name} name ${label}`, 'label', /name/.test(name));",
    "a local of a global's name": "const read = ({ process }) => process.title; log(read({ process: { title: 'mine' } }), typeof process.title);",
    "hoisted functions": "log(later(1)); function later(value) { return helper(value); function helper(inner) { return inner + 1; } }",
    "a named function expression, a generator, a class": "const count = function down(left) { return left ? down(left - 1) : 0; }; function* two(start) { yield start; yield start + 1; } class Box { constructor(value) { this.value = value; } get twice() { return this.value * 2; } } log(count(2), [...two(1)], new Box(2).twice);",
    "destructured parameters and rest": "const take = ([head, ...rest], { deep: { leaf = 3 } = {} } = {}) => [head, rest, leaf]; log(take([1, 2, 3], { deep: {} }), take([1]));",
    "assignment into a pattern": "let left = 1; let right = 2; [left, right] = [right, left]; ({ left, other: right } = { left: 5, other: 6 }); log(left, right);",
    "declarations that follow each other": "const one = 1; const two = one + 1; let three = two; let four = three + two; const five = four; log(one, two, three, four, five);",
    "lone semicolons, loops and labels before a block's end": "{ let left = 3; while ((left -= 1) > 0); } { let n = 0; do n += 1; while (n < 3); log(n); } if (true) { for (const key in { a: 1 }) ; } log('end');",
    "what ends with its block": "const pick = (kind) => { if (kind) { return 'a'; } else { throw new Error('b'); } }; try { pick(0); } catch (error) { log(error.message, pick(1)); }",
    "signs that stay apart": "let one = 1; const sum = one + +one - -one; const divided = sum / /1/.exec('1').length; log(sum, divided, one++ + ++one, typeof /x/, void 0 in [1], !(sum in [1]));",
    "truths, and words that look like them": "const truth = true; const made = { true: 1, false: 2 }; log(truth, made.true, made.false, 'true', `false`, !true, true === !false);",
    "a value on the next line": "const pick = (kind) => { if (kind) return kind\n return [0] }; log(pick(1), pick(0)); let last = 1\nlast += 1\nlog(last)\n;[last].forEach((one) => log(one))",
    "brackets, commas and semicolons that say nothing": "const one = (value) => (value ? [value, (value + 1),] : [,]); const { a, } = { a: (one(1)), }; for (const each of ([1, 2])) { if (each) log(each, ...(a), one(0).length, 1 || (0 && 1),); }",
    "brackets that say something": 'const value = 2; const made = () => ({ value }); const last = ((0, value)); const call = (() => value)(); log(made(), last, call, (1 || 0) && 0, (value - 1) * 2, value - (value - 1), (null ?? 1) || 2, [(1, 2)], (value ? 1 : 2) + 1, ("ab"?.trim()).length);',
    "brackets around what waits": "const wait = async () => { const two = (await 1) + (await 1); return !(await 0) && two; }; wait().then((two) => log(two));",
    "constants where they are used": "const once = 'a`${b}'; const text = \"it's\"; const short = 1; const twice = 'more than six'; const tick = 'a`${b}c'; const strokes = 1_0 + 100_000; log(`${tick}`, '1_0', strokes); let changed = 1; changed += 1; const { short: other } = { short }; log(once, `${once} ${text} ${short}`, short, twice, twice, changed, other);",
    "a constant in a scope of its own, beside one of its name": "const name = 1; const inner = () => { const name = 2; return [name, name]; }; const param = (name) => name; log(name, inner(), param(3));",
    "a constant behind a point": "const n = 5; log(n.toFixed(2)); for (const each of [1]) { const sum = 12; log(sum + each); }",
    "blocks around one statement": "const pick = (a, b) => { if (a) { if (b) { return 1; } } else { return 2; } if (a) { if (b) log(b); } else log(a); if (b) { log(b); } else { log(a); } for (const one of [a, b]) { log(one); } for (let at = 0; at < 2; at += 1) { if (at) { continue; } log(at); } while (a) { a -= 1; } return 3; }; log(pick(1, 0), pick(1, 1), pick(0, 1));",
    "blocks around what belongs to them": "if (1) { let one = 1; log(one); } if (1) { let one = log(7); } if (0) { for (const one of [1]) log(one); } else { log(2); } if (1) { function two() { return 2; } log(two()); }",
    "void": "const log2 = (...values) => void log(...values); void log(1); log(log2(2), void 0, undefined, typeof undefined, (() => void log(3))()); void (async () => log(4))(); void function () { log(5); }(); log(6)\nvoid [7].forEach(log)",
    "what binds how": "const [a, b, c] = [7, 3, 2]; log(a - (b - c), (a - b) - c, a / (b * c), (a * b) % c, (a || b) && c, a || (b && c), (a & b) | c, a & (b | c), (a < b) === (b < c), !(a && b), -(a + b), -(-a), +(+b), (a ? b : c) ? 1 : 2, a ? (b, c) : (a, b), (a ?? b) || c, a ?? (b || c), (a > b) ? (b > c) : (c > a), ((a)), (a ** b) ** c, (-a) ** b, a << (b + c), (a << b) + c, !(a in [b]), (a in [b]) || c);",
    "what is made before a point": "class Box { get() { return { value: 1 }; } } const wait = async () => ({ deep: [2] }); const none = null; log((new Box()).get().value, (new Box).get().value, new (class { one = 1; })().one, (5).toFixed(1), ([1, 2]).length, ('ab').length, (() => 3)(), (function () { return 4; })(), ((a) => a)(5), (`t`).length, ((none)?.deep)?.[0], (none?.deep ?? [7])[0]); (async () => log((await wait()).deep[(0)], ((await wait()).deep)[0]))(); try { log((none?.deep).length); } catch (error) { log(error.name); }",
    "what brackets hold at the beginning": "let made = 1; ({ made } = { made: 2 }); (function () { log(made); })(); (class { static { log(3); } }); const call = () => ({ made }); const other = () => ((made)); (() => { log(call(), other()); })();",
    "templates": "const name = 'n'; const deep = { a: { b: 'c' } }; log(`${ name } $ ${ `${ deep . a . b } 'x'` }  ${ (name) }\\n\\`${ true }`, `a${ name === 'n' ? `b ${ 1 + +1 }` : '' } c`, `return ${'in'} x`);",
    "a value behind a line's end": "const pick = (kind) => { return (\n kind\n ? 1 : 2\n) }; const thrown = () => { throw (\n new Error('a')) }; let n = 1; n\n++\nn\nlog(pick(0), n); try { thrown() } catch ({ message }) { log(message) }",
    "more variables than short names": "".join(f"let variable{n} = {n};" for n in range(2000))
    + f"log([{', '.join(f'variable{n}' for n in range(2000))}]);",
}


def printed(script: str) -> str:
    whole = f"const log = (...values) => console.log(JSON.stringify(values));\n{script}"
    return subprocess.run(
        [str(find_node()), "-e", whole], capture_output=True, text=True, check=True, timeout=60
    ).stdout


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_it_does_the_same(script: str) -> None:
    strict = f"(function () {{ 'use strict'; {script} }})();"
    short = shorten(strict)
    assert len(short) < len(strict)
    assert printed(short) == printed(strict) != ""


def test_neighbouring_declarations_become_one() -> None:
    assert (
        shorten("(()=>{const aa=f();const bb=[];let cc=aa;return bb+cc;})();")
        == "(()=>{let e=f(),t=[],a=e;return t+a})();"
    )


def test_what_is_called_the_same_is_called_the_same() -> None:
    assert shorten("(()=>{go((page)=>page.a+page.b);go((other,page)=>other(page.c+page.d+page.f));})();") == (
        "(()=>{go(t=>t.a+t.b);go((e,t)=>e(t.c+t.d+t.f))})();"
    )


def test_what_says_nothing_goes() -> None:
    assert shorten(
        "(() => { const aa = (bb) => (bb ? [bb,] : 0); for (const cc of ([1])) if (cc) aa(cc); })();"
    ) == ("(()=>{let e=e=>e?[e]:0;for(let t of[1])if(t)e(t)})();")


def test_what_belongs_to_others_keeps_its_name() -> None:
    short = shorten(
        "(function () { const element = window.document.querySelector('x'); element.dataset.value = element.value; })();"
    )
    assert re.fullmatch(
        r"\(function\(\)\{let e=window\.document\.querySelector\('x'\);e\.dataset\.value=e\.value\}\)\(\);",
        short,
    )


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ShortenError):
        shorten("const = 1;")

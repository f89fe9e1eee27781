/**
 * UUIDs that need no secure context: `crypto.randomUUID` and `crypto.subtle` do not exist on a plain-http
 * intranet.
 *
 * @typedef {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>} Random fills the bytes
 */

/** RFC 4122 appendix C: the namespace for URLs, which all activity IRIs are. */
const NAMESPACE = "6ba7b8119dad11d180b400c04fd430c8";

/**
 * @param {Random} random
 * @returns {string} version 4, RFC 4122 section 4.4
 */
export function uuid4(random) {
  return written(random(new Uint8Array(16)), 4);
}

/**
 * The same name always gives the same id, so that a one-time statement is stored once, whichever tab sends
 * it.
 *
 * @param {string} name
 * @returns {string} version 5, RFC 4122 section 4.3
 */
export function uuid5(name) {
  const space = Uint8Array.from(NAMESPACE.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return written(sha1(Uint8Array.from([...space, ...new TextEncoder().encode(name)])).slice(0, 16), 5);
}

/**
 * @param {Uint8Array} message
 * @returns {Uint8Array} 20 bytes, RFC 3174
 */
export function sha1(message) {
  const length = ((message.length + 8) >> 6) * 64 + 64;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(length - 4, message.length << 3);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < length; block += 64) {
    const words = Array.from({ length: 16 }, (_, i) => view.getUint32(block + 4 * i));
    for (let i = 16; i < 80; i += 1)
      words.push(left(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1));
    let [a, b, c, d, e] = hash;
    for (let i = 0; i < 80; i += 1) {
      const [mixed, constant] = mix(i, b, c, d);
      [a, b, c, d, e] = [(left(a, 5) + mixed + e + constant + words[i]) | 0, a, left(b, 30), c, d];
    }
    for (const [i, value] of [a, b, c, d, e].entries()) hash[i] = (hash[i] + value) | 0;
  }
  return Uint8Array.from({ length: 20 }, (_, i) => hash[i >> 2] >>> (24 - 8 * (i & 3)));
}

/**
 * @param {number} i
 * @param {number} b
 * @param {number} c
 * @param {number} d
 * @returns {[number, number]}
 */
function mix(i, b, c, d) {
  if (i < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (i < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (i < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

/**
 * @param {number} word
 * @param {number} by
 * @returns {number}
 */
function left(word, by) {
  return (word << by) | (word >>> (32 - by));
}

/**
 * @param {Uint8Array} bytes
 * @param {number} version
 * @returns {string}
 */
function written(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * JSON as QEMU 7.2 reads and writes it: a parser that takes bytes in any split, recovers where QEMU
 * recovers and complains in QEMU's words, and a writer whose output is QEMU's to the byte.
 *
 * <p>Values are plain Java: {@code Map<String, Object>} for objects, {@code List<Object>} for
 * arrays, {@code String}, {@code Boolean}, {@link org.pvpanic.json.JsonNull}, and for numbers
 * {@code Long}, {@link org.pvpanic.json.UInt64} (above the range of {@code long}) or {@code
 * Double}. Java's null is never a value.
 */
package org.pvpanic.json;

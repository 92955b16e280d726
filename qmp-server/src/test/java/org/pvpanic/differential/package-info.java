/**
 * The differential test: real QEMU and ours are started with the same arguments, random operations
 * are done to both, and what both say must be equal to the byte.
 *
 * <p>A {@link org.pvpanic.differential.Generator} makes a {@link org.pvpanic.differential.Scenario}
 * of a seed, for monitors, and a {@link org.pvpanic.differential.BoardGenerator} for ports and
 * memory, whose addresses it takes from real QEMU's own map; {@link
 * org.pvpanic.differential.Comparison} carries it out on two {@link
 * org.pvpanic.differential.Side}s; a {@link org.pvpanic.differential.Shrinker} finds the smallest
 * one that still differs. To cover another interface, add an {@link
 * org.pvpanic.differential.Operation} and have the generator make it.
 */
package org.pvpanic.differential;

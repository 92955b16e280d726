/** Memory dumps ({@code dump-guest-memory}). */
@NullMarked
package org.pvpanic.dump;

import org.jspecify.annotations.NullMarked;

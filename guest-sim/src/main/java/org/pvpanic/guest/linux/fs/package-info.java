/**
 * Files of a simulated Linux: inodes, directories, what lies in memory, mounts and the walk along a
 * path.
 */
@NullMarked
package org.pvpanic.guest.linux.fs;

import org.jspecify.annotations.NullMarked;

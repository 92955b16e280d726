/**
 * QEMU's character back ends: where the bytes of a serial port or of a monitor come from and go to.
 *
 * <p>A {@link org.pvpanic.chardev.Chardev} is opened by {@link org.pvpanic.chardev.Chardevs} from a
 * {@link org.pvpanic.chardev.ChardevConfig}, and serves one {@link
 * org.pvpanic.chardev.CharFrontend}: a UART, a monitor. Both live on one event loop thread. Nothing
 * here blocks that thread, except writing to regular files.
 *
 * <p>Back ends: {@code socket} (Unix or TCP; server, client or inherited descriptor), {@code pty},
 * {@code file}, {@code stdio}, {@code null}. Any of them may keep a log of its output. Descriptors
 * are read and written directly, on Netty's epoll loop, instead of through Netty channels: then
 * sockets, ptys and pipes are one case, and opening costs no pipeline.
 */
package org.pvpanic.chardev;

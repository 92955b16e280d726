/**
 * QMP as QEMU 7.2 speaks it, without a transport: bytes in, bytes out.
 *
 * <p>{@link org.pvpanic.qmp.QmpCommands} is the register of what a monitor knows: each command and
 * event is declared once, with records for its arguments, result or data, and everything else (the
 * decoding, QEMU's error texts, {@code query-qmp-schema}) comes from the declaration. {@link
 * org.pvpanic.qmp.QmpMonitors} holds the monitors of one machine, {@link
 * org.pvpanic.qmp.QmpSession} is one of them, and a {@link org.pvpanic.qmp.QmpPeer} is what a
 * transport implements.
 *
 * <h2>Records as QAPI types</h2>
 *
 * <ul>
 *   <li>A record is an object. A component {@code frontendOpen} is the member {@code
 *       frontend-open}; {@link org.pvpanic.qmp.Name} names it otherwise.
 *   <li>{@code Optional<T>} is a member that may be absent; {@code List<T>} is an array.
 *   <li>{@code long}, {@code int}, {@code short} and {@code byte} are {@code int} (64 bits), {@code
 *       int32}, {@code int16} and {@code int8}; {@link org.pvpanic.qmp.Unsigned} makes them
 *       unsigned. {@code double} is {@code number}.
 *   <li>An enum constant {@code GUEST_PANICKED} is {@code guest-panicked}, or with {@link
 *       org.pvpanic.qmp.Underscores} {@code guest_panicked}.
 *   <li>{@code Object} is {@code any}: a value of {@code org.pvpanic.json}.
 *   <li>A sealed interface of records is a {@link org.pvpanic.qmp.Union} or an {@link
 *       org.pvpanic.qmp.Alternate}.
 * </ul>
 */
package org.pvpanic.qmp;

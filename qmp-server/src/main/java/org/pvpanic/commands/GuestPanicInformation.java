package org.pvpanic.commands;

import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.Union;
import org.pvpanic.qmp.Unsigned;

/**
 * What some informants tell of a guest's panic. pvpanic has none of it to tell; it is here because
 * clients look for it in the schema.
 */
@Union(tag = "type")
sealed interface GuestPanicInformation {

  /**
   * The crash parameters of a Hyper-V enlightened guest: on Windows the bugcheck code and its
   * parameters.
   */
  @Name("hyper-v")
  record HyperV(
      @Unsigned long arg1,
      @Unsigned long arg2,
      @Unsigned long arg3,
      @Unsigned long arg4,
      @Unsigned long arg5)
      implements GuestPanicInformation {}

  /** The program status word of an s390 guest that stopped for good. */
  @Name("s390")
  record S390(
      @Unsigned(32) long core,
      @Unsigned long pswMask,
      @Unsigned long pswAddr,
      S390CrashReason reason)
      implements GuestPanicInformation {}

  /** Why an s390 guest stopped. */
  enum S390CrashReason {
    UNKNOWN,
    DISABLED_WAIT,
    EXTINT_LOOP,
    PGMINT_LOOP,
    OPINT_LOOP
  }
}

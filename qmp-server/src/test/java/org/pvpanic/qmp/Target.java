package org.pvpanic.qmp;

/** The targets of QEMU 7.2. */
@Underscores
enum Target {
  AARCH64,
  ALPHA,
  ARM,
  AVR,
  CRIS,
  HPPA,
  I386,
  LOONGARCH64,
  M68K,
  MICROBLAZE,
  MICROBLAZEEL,
  MIPS,
  MIPS64,
  MIPS64EL,
  MIPSEL,
  NIOS2,
  OR1K,
  PPC,
  PPC64,
  RISCV32,
  RISCV64,
  RX,
  S390X,
  SH4,
  SH4EB,
  SPARC,
  SPARC64,
  TRICORE,
  X86_64,
  XTENSA,
  XTENSAEB
}

/* What QEMU's configure would have found, as far as its device tests ask. */
#define CONFIG_POSIX 1
#define CONFIG_LINUX 1
#define CONFIG_IOVEC 1
#define CONFIG_REPLICATION 1
#define CONFIG_TCG 1
#define CONFIG_VNC 1
#define CONFIG_BINDIR "/usr/bin"
#define CONFIG_PREFIX "/usr"
#define CONFIG_KVM_TARGETS ""
#define HAVE_STRCHRNUL 1
#define HAVE_SYSTEM_FUNCTION 1

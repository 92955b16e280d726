/*
 * In the place of those parts of QEMU's library that lead to the whole of it, and of which its device tests need next to nothing.
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "qemu/module.h"
#include "qemu/sockets.h"

/* The drivers that libqos lists, for the one test that draws a graph of them; it is not among ours. */
void register_module_init(void (*init)(void), module_init_type type)
{
}

int error_printf(const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vfprintf(stderr, format, arguments);
    va_end(arguments);
    return length;
}

void error_report(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int socket_init(void)
{
    return 0;
}

void qemu_set_cloexec(int fd)
{
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
        perror("FD_CLOEXEC");
        abort();
    }
}

/* Writes all, unless that fails for good; returns how much has been written. */
ssize_t qemu_write_full(int fd, const void *bytes, size_t size)
{
    size_t done = 0;

    while (done < size) {
        ssize_t count = write(fd, (const char *)bytes + done, size - done);
        if (count < 0 && errno != EINTR) {
            break;
        }
        done += count < 0 ? 0 : count;
    }
    return done;
}

ssize_t qemu_send_full(int socket, const void *bytes, size_t size)
{
    return qemu_write_full(socket, bytes, size);
}

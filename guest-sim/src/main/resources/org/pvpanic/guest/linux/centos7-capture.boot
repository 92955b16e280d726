# What the capture kernel prints, loaded by kexec into the crash memory.

0 6 Initializing cgroup subsys cpuset
0 6 Initializing cgroup subsys cpu
0 6 Initializing cgroup subsys cpuacct
0 5 {banner}
0 6 Command line: {cmdline}
0 6 e820: BIOS-provided physical RAM map:
0 ! memory-map
0 6 NX (Execute Disable) protection: active
0 6 SMBIOS 2.8 present.
0 6 e820: last_pfn = 0x{last-pfn} max_arch_pfn = 0x400000000
0 ! acpi-tables
0 6 NUMA turned off
0 6 ACPI: PM-Timer IO Port: {pm-timer}
0 ! madt
0 6 Using ACPI (MADT) for SMP configuration information{?madt}
0 6 ACPI: HPET id: {hpet}
0 6 smpboot: Allowing {cpus} CPUs, 0 hotplug CPUs
0 6 Booting paravirtualized kernel on bare hardware
0 6 setup_percpu: NR_CPUS:5120 nr_cpumask_bits:{cpus} nr_cpu_ids:{cpus} nr_node_ids:1
0 4 Built 1 zonelists in Zone order, mobility grouping on.  Total pages: {total-pages}
0 5 Kernel command line: {cmdline}
0 4 Misrouted IRQ fixup and polling support enabled
0 4 This may significantly impact system performance
0 6 Disabling memory control group subsystem
0 6 Memory: {available-kib-3}k/{end-kib}k available (6886k kernel code, {absent-kib}k absent, {reserved-kib}k reserved, 4546k data, 1680k init)
0 6 SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs={cpus}, Nodes=1
0 6 Hierarchical RCU implementation.
0 6 Console: colour {display} 80x25
0 ! console
31 6 tsc: Detected 2300.000 MHz processor
0 ! clock
0.131 6 Calibrating delay loop (skipped), value calculated using timer frequency.. 4600.00 BogoMIPS (lpj=2300000)
0.204 6 Security Framework initialized
0.101 6 SELinux:  Initializing.
9.811 6 ACPI: Core revision 20130517
25.730 6 smpboot: CPU0: AMD QEMU Virtual CPU version 2.5+ (fam: 0f, model: 6b, stepping: 01)
0 ! interrupts
0.611 6 Brought up {cpus} CPUs
6.020 6 devtmpfs: initialized
3.117 6 NET: Registered protocol family 16
22.806 6 ACPI: Interpreter enabled{?acpi}
14.377 ! pci-root
0.811 ! pci-bus
9.204 6 Switched to clocksource hpet
12.651 6 NET: Registered protocol family 2
1.930 6 Unpacking initramfs...{?initrd}
602.118 6 Freeing initrd memory: {initrd-kib}k freed
41.905 6 Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled
21.447 ! serial
4.680 ! keyboard
3.519 ! pvpanic
2.214 6 TCP: cubic registered
0.513 6 Loading compiled-in X.509 certificates
6.308 6 registered taskstats version 1
340.255 6 Switched to clocksource tsc
2.118 6 Freeing unused kernel memory: 1680k freed
0.402 6 Write protecting the kernel read-only data: 12288k
9.770 ! init

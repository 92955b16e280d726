# What the kernel of CentOS 7.9 prints on our board: milliseconds, kind, text. See BootScript.
# The order is that of start_kernel, the initcalls, and freeing of init memory.

0 6 Initializing cgroup subsys cpuset
0 6 Initializing cgroup subsys cpu
0 6 Initializing cgroup subsys cpuacct
0 5 {banner}
0 6 Command line: {cmdline}
0 6 e820: BIOS-provided physical RAM map:
0 ! memory-map
0 6 NX (Execute Disable) protection: active
0 6 SMBIOS 2.8 present.
0 7 DMI: {hardware}
0 7 e820: update [mem 0x00000000-0x00000fff] usable ==> reserved
0 7 e820: remove [mem 0x000a0000-0x000fffff] usable
0 6 e820: last_pfn = 0x{last-pfn} max_arch_pfn = 0x400000000
0 6 x86 PAT enabled: cpu 0, old 0x7040600070406, new 0x7010600070106
0 6 init_memory_mapping: [mem 0x00000000-0x000fffff]
0 6 init_memory_mapping: [mem 0x00100000-0x{low-end}]
0 6 RAMDISK: {ramdisk}
0 ! acpi-tables
0 6 No NUMA configuration found{?numa}
0 6 NUMA turned off{?numa-off}
0 6 Faking a node at [mem 0x0000000000000000-0x{end-long}]
0 ! crash-memory
0 4 Zone ranges:
0 4   DMA      [mem 0x00001000-0x00ffffff]
0 4   DMA32    [mem 0x01000000-0xffffffff]
0 4   Normal   {normal-zone-3}
0 4 Movable zone start for each node
0 4 Early memory node ranges
0 ! memory-nodes
0 4 Initmem setup node 0 [mem 0x00001000-0x{end}]
0 7 On node 0 totalpages: {pages}
0 6 ACPI: PM-Timer IO Port: {pm-timer}
0 ! madt
0 6 Using ACPI (MADT) for SMP configuration information{?madt}
0 6 ACPI: HPET id: {hpet}
0 4 smpboot: {too-many-cpus} Processors exceeds NR_CPUS limit of {cpus}
0 6 smpboot: Allowing {cpus} CPUs, 0 hotplug CPUs
0 ! nosave
0 6 e820: {pci-gap} available for PCI devices
0 6 Booting paravirtualized kernel on bare hardware
0 6 setup_percpu: NR_CPUS:5120 nr_cpumask_bits:{cpus} nr_cpu_ids:{cpus} nr_node_ids:1
0 6 PERCPU: Embedded 32 pages/cpu s92800 r8192 d30080 u{percpu-unit}
0 ! per-cpu
0 4 Built 1 zonelists in Zone order, mobility grouping on.  Total pages: {total-pages}
0 4 Policy zone: DMA32
0 5 Kernel command line: {cmdline}
0 4 Misrouted IRQ fixup and polling support enabled{?irqpoll}
0 4 This may significantly impact system performance{?irqpoll}
0 6 Disabling memory control group subsystem{?memcg-off}
0 6 Dentry cache hash table {hash:8:8})
0 6 Inode-cache hash table {hash:16:8})
0 6 Memory: {available-kib-3}k/{end-kib}k available (7784k kernel code, {absent-kib}k absent, {reserved-kib}k reserved, 6088k data, 1984k init)
0 6 SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs={cpus}, Nodes=1
0 6 Hierarchical RCU implementation.
0 6 	RCU restricting CPUs from NR_CPUS=5120 to nr_cpu_ids={cpus}.
0 6 NR_IRQS:327936 nr_irqs:{irqs} 0
0 6 Console: colour {display} 80x25
0 ! console
0 6 allocated {page-cgroup} bytes of page_cgroup{?memcg}
0 6 please try 'cgroup_disable=memory' option if you don't want memory cgroups{?memcg}
0 6 hpet clockevent registered{?hpet}
28 6 tsc: Detected 2300.000 MHz processor
0 ! clock
0.117 6 Calibrating delay loop (skipped), value calculated using timer frequency.. 4600.00 BogoMIPS (lpj=2300000)
0.004 6 pid_max: default: 32768 minimum: 301
0.081 6 Security Framework initialized
0.093 6 SELinux:  Initializing.
0.066 6 Yama: becoming mindful.
0.702 6 Mount-cache hash table {hash:512:8})
0.011 6 Mountpoint-cache hash table {hash:512:8})
0.913 6 Initializing cgroup subsys memory
0.011 6 Initializing cgroup subsys pids
1.402 6 ACPI: Core revision 20130517{?acpi}
9.877 6 ACPI: All ACPI Tables successfully acquired{?acpi}
0.334 6 ftrace: allocating 29651 entries in 116 pages
4.133 6 ..TIMER: vector=0x30 apic1=0 pin1=2 apic2=-1 pin2=-1
10.244 6 smpboot: CPU0: AMD QEMU Virtual CPU version 2.5+ (fam: 0f, model: 6b, stepping: 01)
0 ! interrupts
0.512 6 Performance Events: no PMU driver, software events only.
0.071 4 NMI watchdog: disabled (cpu0): hardware events not enabled
0.330 ! cpus
0.205 6 Brought up {cpus} CPUs
0.006 6 smpboot: Max logical packages: {cpus}
0.004 6 smpboot: Total of {cpus} processors activated ({bogomips} BogoMIPS)
4.871 6 devtmpfs: initialized
0.344 6 NET: Registered protocol family 16
0.288 6 ACPI: bus type PCI registered{?acpi}
0.021 6 acpiphp: ACPI Hot Plug PCI Controller Driver version: 0.5{?acpi}
8.120 6 ACPI: Added _OSI(Module Device){?acpi}
6.743 6 ACPI: Interpreter enabled{?acpi}
0.031 6 ACPI: (supports {sleep-states})
0.028 6 ACPI: Using IOAPIC for interrupt routing{?acpi}
0.611 6 PCI: MMCONFIG for domain 0000 [bus 00-{mmconfig-bus}] at {mmconfig} (base {mmconfig-base})
0.012 6 PCI: MMCONFIG at {mmconfig} reserved in E820
0.206 6 PCI: Using host bridge windows from ACPI; if necessary, use "pci=nocrs" and report a bug{?acpi}
0.411 6 ACPI: Enabled 2 GPEs in block 00 to {gpe-end}
19.205 ! pci-root
0.811 ! pci-bus
6.904 ! pci-links
1.802 ! displays
0.340 5 SCSI subsystem initialized
0.118 6 ACPI: bus type USB registered
0.2 7 PCI: pci_cache_line_size set to 64 bytes{?pci}
0.1 ! ram-buffers
0.160 6 hpet0: at MMIO 0xfed00000, IRQs 2, 8, 0{?hpet}
0.077 6 Switched to clocksource hpet
14.931 6 pnp: PnP ACPI init{?acpi}
1.318 6 system {system-device}: {mmconfig-window} has been reserved
0 ! pnp
9.740 6 NET: Registered protocol family 2
0.815 6 TCP established hash table {hash:128:8})
0.211 6 TCP bind hash table {hash:128:16})
0.034 6 TCP: Hash tables configured (established {tcp} bind {tcp})
0.044 6 TCP: reno registered
0.072 6 UDP hash table {hash:2048:32})
0.019 6 UDP-Lite hash table {hash:2048:32})
0.064 ! pci-fixups
0.902 6 Unpacking initramfs...{?initrd}
418.377 6 Freeing initrd memory: {initrd-kib}k freed
0.266 6 Initialise system trusted keyring
0.121 5 audit: initializing netlink socket (disabled)
0.093 5 type=2000 audit(0.702:1): initialized
0.611 6 VFS: Disk quotas dquot_6.5.2
0.037 6 Key type asymmetric registered
0.010 6 Asymmetric key parser 'x509' registered
0.092 6 io scheduler noop registered
0.012 6 io scheduler deadline registered (default)
0.301 6 input: Power Button as /devices/LNXSYSTM:00/LNXPWRBN:00/input/input0
0.023 6 ACPI: Power Button [PWRF]
0.066 6 Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled
22.480 ! serial
0.339 6 crash memory driver: version 1.1
0.331 6 ehci_hcd: USB 2.0 'Enhanced' Host Controller (EHCI) Driver
2.218 ! keyboard
0.049 ! pvpanic
0.091 6 TCP: cubic registered
0.282 6 NET: Registered protocol family 17
0.512 6 Loading compiled-in X.509 certificates
0.911 6 Loaded X.509 cert 'CentOS Linux Driver update signing key: 7f421ee0ab69461574bb358861dbe77762a4201b'
0.388 6 registered taskstats version 1
0.030 ! rtc
0.011 6 rtc_cmos {rtc-device}: setting system clock to {rtc}
301.402 6 tsc: Refined TSC clocksource calibration: 2300.000 MHz
0.061 6 Switched to clocksource tsc
0 ! root
2.514 6 Freeing unused kernel memory: 1984k freed
0.418 6 Write protecting the kernel read-only data: 12288k
5.930 6 Freeing unused kernel memory: 1964k freed
6.244 ! init

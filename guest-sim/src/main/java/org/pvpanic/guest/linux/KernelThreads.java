package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernel's own threads: only told of, since what they do is done elsewhere. */
public final class KernelThreads {

  /**
   * A thread.
   *
   * @param state S for sleeping, I for idle
   */
  public record KernelThread(int pid, String name, char state) {

    /** kthreadd's number for all but kthreadd. */
    public int parent() {
      return pid == KTHREADD ? 0 : KTHREADD;
    }

    /** Its name as ps(1) shows it: kworkers tell what they work for only while they do. */
    public String comm() {
      return name;
    }
  }

  private static final int KTHREADD = 2;

  /** pid and name; I threads are marked with a dash. */
  private static final String LINUX_6_1 =
      "2 kthreadd,3 -rcu_gp,4 -rcu_par_gp,5 -slub_flushwq,6 -netns,7 -kworker/0:0-rcu_gp,"
          + "8 -kworker/0:0H-events_highpri,9 -kworker/u2:0-events_unbound,10 -mm_percpu_wq,"
          + "11 -rcu_tasks_kthread,12 -rcu_tasks_rude_kthread,13 -rcu_tasks_trace_kthread,"
          + "14 ksoftirqd/0,15 -rcu_preempt,16 migration/0,17 -kworker/0:1-rcu_gp,18 cpuhp/0,"
          + "20 kdevtmpfs,21 -inet_frag_wq,22 kauditd,23 khungtaskd,"
          + "24 -kworker/u2:1-events_unbound,25 oom_reaper,26 -writeback,27 -kworker/u2:2,"
          + "28 kcompactd0,29 ksmd,30 -kintegrityd,31 -kblockd,32 -blkcg_punt_bio,33 -tpm_dev_wq,"
          + "34 -quota_events_unbound,35 -kworker/0:1H,36 kswapd0,42 -kthrotld,"
          + "45 -kworker/0:2-mm_percpu_wq,47 -acpi_thermal_pm,48 -nvme-wq,49 -nvme-reset-wq,"
          + "50 -nvme-delete-wq,51 -mld,52 -ipv6_addrconf,57 -kstrp,61 -kworker/u3:0";

  /** The same with two CPUs, without the threads that the second CPU starts with. */
  private static final String LINUX_6_1_SMP =
      "2 kthreadd,3 -rcu_gp,4 -rcu_par_gp,5 -slub_flushwq,6 -netns,7 -kworker/0:0-events,"
          + "8 -kworker/0:0H,9 -kworker/u4:0-events_unbound,10 -mm_percpu_wq,11 -rcu_tasks_kthread,"
          + "12 -rcu_tasks_rude_kthread,13 -rcu_tasks_trace_kthread,14 ksoftirqd/0,15 -rcu_preempt,"
          + "16 migration/0,17 -kworker/0:1-events_power_efficient,18 cpuhp/0,25 kdevtmpfs,"
          + "26 -inet_frag_wq,27 kauditd,28 khungtaskd,29 -kworker/u4:1-events_unbound,"
          + "30 oom_reaper,31 -writeback,32 kcompactd0,33 -kworker/u4:2,34 ksmd,"
          + "35 -kworker/1:1-rcu_gp,36 -kintegrityd,37 -kblockd,38 -blkcg_punt_bio,39 -tpm_dev_wq,"
          + "40 -quota_events_unbound,41 -kworker/1:1H,42 kswapd0,48 -kthrotld,51 -kworker/1:2,"
          + "53 -acpi_thermal_pm,54 -nvme-wq,55 -nvme-reset-wq,56 -nvme-delete-wq,57 -mld,"
          + "58 -ipv6_addrconf,63 -kstrp,67 -kworker/u5:0";

  private static final String LINUX_3_10 =
      "2 kthreadd,3 ksoftirqd/0,5 kworker/0:0H,6 kworker/u2:0,7 migration/0,8 rcu_bh,9 rcu_sched,"
          + "10 watchdog/0,12 khelper,13 kdevtmpfs,14 netns,15 khungtaskd,16 writeback,"
          + "17 kintegrityd,18 bioset,19 kblockd,20 md,25 kswapd0,26 ksmd,27 khugepaged,28 crypto,"
          + "36 kthrotld,38 kmpath_rdacd,39 kpsmoused,40 ipv6_addrconf,59 deferwq,91 kauditd,"
          + "220 ata_sff,228 scsi_eh_0,229 scsi_tmf_0,230 scsi_eh_1,231 scsi_tmf_1,294 kdmflush,"
          + "295 bioset,305 kdmflush,306 bioset,319 bioset,320 xfsalloc,321 xfs_mru_cache,"
          + "322 xfs-buf/dm-0,323 xfs-data/dm-0,324 xfs-conv/dm-0,325 xfs-cil/dm-0,"
          + "326 xfs-reclaim/dm-,327 xfs-log/dm-0,328 xfs-eofblocks/d,329 xfsaild/dm-0";

  /** Threads of a CPU after the first, by the numbers that those of the second have. */
  private static final String EACH_6_1 =
      "19 cpuhp/#,20 migration/#,21 ksoftirqd/#,22 -kworker/#:0-events_power_efficient,"
          + "23 -kworker/#:0H-events_highpri";

  private static final String EACH_3_10 =
      "11 watchdog/#,12 migration/#,13 ksoftirqd/#,14 kworker/#:0,15 kworker/#:0H";

  private static final int EACH = 5;

  /** The first numbers behind the threads of the second CPU. */
  private static final int BEHIND_6_1 = 24;

  private static final int BEHIND_3_10 = 16;

  private static final int FIRST_OF_DISK = 200;

  private final Kernel kernel;
  private @Nullable List<KernelThread> smp;

  KernelThreads(Kernel kernel) {
    this.kernel = kernel;
  }

  /** All of them, by number. */
  public List<KernelThread> all() {
    List<KernelThread> all = ofAllCpus();
    if (kernel.root() == RootKind.INSTALLED) {
      return all;
    }
    int firstOfDisk = FIRST_OF_DISK + EACH * (kernel.view().cpus() - 1);
    List<KernelThread> early = new ArrayList<>(all);
    early.removeIf(thread -> thread.pid() >= firstOfDisk);
    return early;
  }

  private List<KernelThread> ofAllCpus() {
    int cpus = kernel.view().cpus();
    if (cpus == 1) {
      return isOld() ? Old.ALL : New.ALL;
    }
    List<KernelThread> known = smp;
    if (known == null) {
      known = isOld() ? smp310(cpus) : smp61(cpus);
      smp = known;
    }
    return known;
  }

  private boolean isOld() {
    return kernel.profile().era() == Era.LINUX_3_10;
  }

  /** Unbound workers have the number of the pool, of which there are two a CPU before. */
  private static List<KernelThread> smp61(int cpus) {
    String list =
        LINUX_6_1_SMP
            .replace("/u4:", "/u" + 2 * cpus + ":")
            .replace("/u5:", "/u" + (2 * cpus + 1) + ":");
    return smp(parse(list), EACH_6_1, BEHIND_6_1, EACH * (cpus - 2), cpus);
  }

  private static List<KernelThread> smp310(int cpus) {
    String list = LINUX_3_10.replace("/u2:", "/u" + 2 * cpus + ":");
    return smp(parse(list), EACH_3_10, BEHIND_3_10 - EACH, EACH * (cpus - 1), cpus);
  }

  /** Those of one CPU, or two, with those of the others between them. */
  private static List<KernelThread> smp(
      List<KernelThread> base, String each, int behind, int shift, int cpus) {
    List<KernelThread> threads = new ArrayList<>(base.size() + EACH * cpus);
    for (KernelThread thread : base) {
      int moved = thread.pid() < behind ? 0 : shift;
      threads.add(new KernelThread(thread.pid() + moved, thread.name(), thread.state()));
    }
    for (int cpu = 1; cpu < cpus; cpu++) {
      for (KernelThread thread : parse(each.replace("#", Integer.toString(cpu)))) {
        int pid = thread.pid() + EACH * (cpu - 1);
        threads.add(new KernelThread(pid, thread.name(), thread.state()));
      }
    }
    threads.sort((a, b) -> Integer.compare(a.pid(), b.pid()));
    return List.copyOf(threads);
  }

  private static List<KernelThread> parse(String list) {
    List<KernelThread> threads = new ArrayList<>();
    for (String word : list.split(",")) {
      int space = word.indexOf(' ');
      boolean idle = word.charAt(space + 1) == '-';
      threads.add(
          new KernelThread(
              Integer.parseInt(word.substring(0, space)),
              word.substring(space + (idle ? 2 : 1)),
              idle ? 'I' : 'S'));
    }
    return List.copyOf(threads);
  }

  /** Read when somebody asks. */
  private static final class Old {
    static final List<KernelThread> ALL = parse(LINUX_3_10);
  }

  /** Read when somebody asks. */
  private static final class New {
    static final List<KernelThread> ALL = parse(LINUX_6_1);
  }

  /** The first number that no thread has which starts before pid 1 runs a program. */
  int firstFree() {
    return (isOld() ? 95 : 82) + EACH * (kernel.view().cpus() - 1);
  }

  /** The thread of that name, which there must be. */
  KernelThread byName(String name) {
    for (KernelThread thread : all()) {
      if (thread.name().equals(name)) {
        return thread;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** The thread with a number, or null. */
  public @Nullable KernelThread byPid(int pid) {
    for (KernelThread thread : all()) {
      if (thread.pid() == pid) {
        return thread;
      }
    }
    return null;
  }
}

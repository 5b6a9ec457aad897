package org.guanjia.platform.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few hundred kilobytes, where the test may mount one (as root); elsewhere the test is skipped. */
final class SmallDisk {

  interface Work {
    void on(Path disk) throws Exception;
  }

  private SmallDisk() {}

  static void with(Path mountPoint, int kibibytes, Work work) throws Exception {
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "guanjia-test", mountPoint.toString());
    Assumptions.assumeTrue(mounted, "mounting needs root");
    try {
      work.on(mountPoint);
    } finally {
      run("umount", mountPoint.toString());
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}

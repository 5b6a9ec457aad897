package org.guanjia.people;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.spreadsheets.Problem;
import org.jspecify.annotations.Nullable;

/** Runs files through the one import path, as a clerk of the town desk or of a village would. */
final class PeopleImports {

  static final String TOWN = "441900103";

  /** A finished import and what was said of its rows. */
  record Done(ImportJob job, List<Problem> problems) {

    /** Taken, refused, skipped. */
    List<Integer> counts() {
      return List.of(job.rowsTaken(), job.rowsRefused(), job.rowsSkipped());
    }

    /** What was said, as {@code row field key}. */
    List<String> told() {
      return problems.stream().map(each -> each.row() + " " + each.field() + " " + each.key()).toList();
    }
  }

  private final Imports imports;
  private final Viewer viewer;

  PeopleImports(Imports imports, @Nullable List<String> areas) {
    this.imports = imports;
    this.viewer = new Viewer("desk", TOWN, "desk", "测试", Role.TOWN_DESK, areas, null, AccessTable.of(Role.TOWN_DESK));
  }

  Done run(String target, String source, String csv, String... options) {
    return run(target, source, csv.getBytes(StandardCharsets.UTF_8), "list.csv", options);
  }

  Done run(String target, String source, byte[] file, String name, String... options) {
    return viewer.context().call(() -> {
      long id = imports.upload(viewer, target, source, name, new ByteArrayInputStream(file), null);
      if (options.length > 0) {
        ImportJob job = imports.find(id).orElseThrow();
        imports.map(id, new Imports.Mapping(job.sheet(), job.headingRow(), job.columns(), job.dateOrder(), Set.of(options), false, null));
      }
      imports.start(id, null);
      return done(id);
    });
  }

  /** Starts it and does not wait. */
  long start(String target, String source, byte[] file, String name) {
    return viewer.context().call(() -> {
      long id = imports.upload(viewer, target, source, name, new ByteArrayInputStream(file), null);
      imports.start(id, null);
      return id;
    });
  }

  ImportJob await(long id, Predicate<ImportJob> condition) {
    return viewer.context().call(() -> {
      long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
      while (System.nanoTime() < until) {
        try {
          ImportJob job = imports.find(id).orElseThrow();
          if (condition.test(job)) return job;
        } catch (RuntimeException killed) {
          // a connection that a test has killed; the next one answers
        }
        LockSupport.parkNanos(2_000_000);
      }
      throw new AssertionError("import " + id + " did not get there");
    });
  }

  private Done done(long id) {
    ImportJob job = await(id, each -> each.state().isOver());
    return new Done(job, imports.problems(id, 0, 1000));
  }
}

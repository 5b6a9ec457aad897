package org.guanjia.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.guanjia.benefits.Determinations;
import org.guanjia.coverage.Coverage;
import org.guanjia.coverage.FindingFilter;
import org.guanjia.coverage.FindingKind;
import org.guanjia.coverage.FindingLists;
import org.guanjia.coverage.Findings;
import org.guanjia.coverage.NewOutsideList;
import org.guanjia.coverage.OutsideList;
import org.guanjia.coverage.OutsideLists;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.synthetic.DirtSpec;
import org.guanjia.synthetic.OfficeFiles;
import org.guanjia.synthetic.TownPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's coverage: the federation's list is compared by name, everybody is looked at, and some who were forgotten are a grid worker's to reach. */
@Component
@Profile("demo")
class DemoCoverage {

  private static final Logger LOG = LoggerFactory.getLogger(DemoCoverage.class);
  private static final String CLERK = "benefits";
  private static final String VISITOR = "grid-subian";
  private static final String FILE = "disabled.csv";
  private static final int GIVEN = 5;

  private final Determinations determinations;
  private final Coverage coverage;
  private final FindingLists lists;
  private final Findings findings;
  private final OutsideLists outside;
  private final Imports imports;
  private final DemoDesk desk;
  private final Clock clock;
  private final long people;

  DemoCoverage(
      Determinations determinations, Coverage coverage, FindingLists lists, Findings findings, OutsideLists outside, Imports imports, DemoDesk desk, Clock clock,
      @Value("${guanjia.demo.people:20000}") long people) {
    this.determinations = determinations;
    this.coverage = coverage;
    this.lists = lists;
    this.findings = findings;
    this.outside = outside;
    this.imports = imports;
    this.desk = desk;
    this.clock = clock;
    this.people = people;
  }

  /** Once: where a list was begun already, nothing is done. */
  void fill() throws IOException, InterruptedException {
    Viewer clerk = desk.viewer(CLERK);
    if (!clerk.context().call(outside::all).isEmpty()) return;
    YearMonth next = YearMonth.from(today()).plusMonths(1);
    clerk.context().run(() -> {
      if (!determinations.determined(next)) determinations.determine(next);
    });
    list(clerk);
    clerk.context().run(coverage::recount);
    give(clerk);
    LOG.info("The demo's coverage is looked at.");
  }

  private void list(Viewer clerk) throws IOException, InterruptedException {
    long list = clerk.context().call(() -> outside.begin(
        new NewOutsideList(OutsideList.Source.DISABLED_FEDERATION, "持证残疾人", today(), null, "disabled-nursing", SpecialGroup.DISABLED, false)));
    String source = clerk.context().call(() -> outside.find(list)).orElseThrow().importSource();
    Path folder = Files.createTempDirectory("guanjia-demo-coverage");
    try {
      OfficeFiles.write(TownPlan.chashan(people, RegisterFiller.SEED, today()), folder, DirtSpec.TYPICAL);
      long job = upload(clerk, folder.resolve(FILE), source);
      desk.await(clerk, job);
    } finally {
      RegisterFiller.delete(folder);
    }
  }

  private long upload(Viewer clerk, Path file, String source) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return clerk.context().call(() -> {
        long id = imports.upload(clerk, "coverage", source, "federation-" + FILE, in, null);
        ImportJob job = imports.find(id).orElseThrow();
        imports.map(id, new Imports.Mapping(job.sheet(), job.headingRow(), job.columns(), job.dateOrder(), Set.of(), false, null));
        imports.start(id, null);
        return id;
      });
    }
  }

  private void give(Viewer clerk) {
    Users.UserCard visitor = desk.card(VISITOR);
    List<String> areas = visitor.profile().areas();
    List<Long> theirs = clerk.context().call(() -> lists.list(FindingFilter.OPEN, Set.of(FindingKind.FORGOTTEN, FindingKind.UPCOMING), null, FindingLists.PAGE_SIZE_MAX)).lines().stream()
        .map(FindingLists.Line::finding).filter(one -> areas.isEmpty() || areas.contains(String.valueOf(one.village())) || areas.contains(String.valueOf(one.grid())))
        .map(one -> one.id()).limit(GIVEN).toList();
    if (!theirs.isEmpty()) clerk.context().run(() -> findings.assign(theirs, visitor.id(), today().plusDays(14)));
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

package org.guanjia.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.ImportState;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.synthetic.DirtSpec;
import org.guanjia.synthetic.OfficeFiles;
import org.guanjia.synthetic.TownPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills the demo's register as a town would: six offices' lists about one synthetic population come in through the ordinary import, one after
 * the other, in the background. Doubts are left on the review desk. A list that is there already is not brought again.
 */
@Component
@Profile("demo")
class RegisterFiller {

  private static final String CLERK = "desk";
  private static final Logger LOG = LoggerFactory.getLogger(RegisterFiller.class);
  static final long SEED = 441_900_103L;
  static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** In this order: who is registered, who lives here, what they are, who went. */
  private static final List<OfficeList> LISTS = List.of(
      new OfficeList("police.xlsx", "people", "派出所", Set.of("allRegistered", "allResident")),
      new OfficeList("villages.csv", "people", "村（社区）", Set.of("allResident")),
      new OfficeList("civil-affairs.xlsx", "groups", "民政办", Set.of()),
      new OfficeList("disabled.csv", "groups", "残联", Set.of("allDisabled")),
      new OfficeList("deaths.xlsx", "lifeEvents", "卫健办", Set.of("allDied")),
      new OfficeList("moves.csv", "lifeEvents", "派出所", Set.of("allMovedOut")));

  private record OfficeList(String file, String target, String source, Set<String> options) {}

  private final Imports imports;
  private final DemoDesk desk;
  private final DemoBenefits benefits;
  private final DemoSimulation simulation;
  private final AwardsFiller awards;
  private final DemoPayments payments;
  private final DemoCoverage coverage;
  private final Clock clock;
  private final String town;
  private final long people;

  RegisterFiller(
      Imports imports, DemoDesk desk, DemoBenefits benefits, DemoSimulation simulation, AwardsFiller awards, DemoPayments payments, DemoCoverage coverage,
      Clock clock, @Value("${guanjia.town}") String town, @Value("${guanjia.demo.people:20000}") long people) {
    this.imports = imports;
    this.desk = desk;
    this.benefits = benefits;
    this.simulation = simulation;
    this.awards = awards;
    this.payments = payments;
    this.coverage = coverage;
    this.clock = clock;
    this.town = town;
    this.people = people;
  }

  @EventListener(ApplicationReadyEvent.class)
  void fill() {
    if (people > 0) Thread.ofVirtual().name("demo-register").start(() -> TownContext.system(town).run(this::fillWhatIsMissing));
  }

  private void fillWhatIsMissing() {
    try {
      awaitRunning(); // what a stop broke off goes on by itself; the lists come one after the other
      List<ImportJob> jobs = imports.list(null, LISTS.size() * 4);
      for (ImportJob job : jobs) {
        if (job.state() == ImportState.UPLOADED) LISTS.stream().filter(list -> list.file().equals(job.fileName()) && list.source().equals(job.source())).forEach(list -> desk.run(CLERK, () -> start(job, list)));
      }
      awaitRunning();
      Set<String> there = jobs.stream().map(ImportJob::fileName).collect(Collectors.toSet());
      List<OfficeList> missing = LISTS.stream().filter(list -> !there.contains(list.file())).toList();
      if (!missing.isEmpty()) fill(missing);
      benefits.determine();
      simulation.fill();
      awards.fill();
      payments.fill();
      coverage.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill(List<OfficeList> missing) throws IOException, InterruptedException {
    Instant begin = clock.instant();
    Path folder = Files.createTempDirectory("guanjia-demo-register");
    try {
      OfficeFiles.write(TownPlan.chashan(people, SEED, LocalDate.ofInstant(begin, WorkingDays.ZONE)), folder, DirtSpec.TYPICAL);
      for (OfficeList list : missing) bring(folder.resolve(list.file()), list);
      LOG.info("The demo's register is filled; it took {} s.", Duration.between(begin, clock.instant()).toSeconds());
    } finally {
      delete(folder);
    }
  }

  private void bring(Path file, OfficeList list) throws IOException, InterruptedException {
    Viewer clerk = desk.viewer(CLERK);
    try (InputStream in = Files.newInputStream(file)) {
      clerk.context().run(() -> {
        long id = imports.upload(clerk, list.target(), list.source(), list.file(), in, null);
        start(imports.find(id).orElseThrow(), list);
      });
    }
    awaitRunning();
  }

  private void start(ImportJob job, OfficeList list) {
    imports.map(job.id(), new Imports.Mapping(job.sheet(), job.headingRow(), job.columns(), job.dateOrder(), list.options(), false, null));
    imports.start(job.id(), null);
  }

  private void awaitRunning() throws InterruptedException {
    while (imports.list(null, LISTS.size()).stream().anyMatch(job -> job.state() == ImportState.RUNNING)) Thread.sleep(LOOK_AGAIN);
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed.", folder, e);
    }
  }
}

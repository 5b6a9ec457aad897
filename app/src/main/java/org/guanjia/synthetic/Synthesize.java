package org.guanjia.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.database.Command;
import org.springframework.boot.ApplicationArguments;
import org.springframework.stereotype.Component;

/**
 * {@code java -jar guanjia.jar synthesize --town=chashan --people=219333 --seed=1 --day=2026-11-26 --dirt=typical --out=FOLDER}: a town's offices'
 * files about people who do not exist, and the truth. Only the folder has to be named.
 */
@Component
class Synthesize implements Command {

  private static final String USAGE =
      "Usage: synthesize --out=FOLDER [--town=chashan] [--people=%d] [--seed=1] [--day=YYYY-MM-DD] [--dirt=typical|none]".formatted(TownPlan.CHASHAN_PEOPLE);
  private static final String TOWN = "chashan";
  private static final Map<String, DirtSpec> DIRT = Map.of("typical", DirtSpec.TYPICAL, "none", DirtSpec.NONE);

  private final ApplicationArguments options;
  private final Clock clock;

  Synthesize(ApplicationArguments options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "synthesize";
  }

  @Override
  public int run(List<String> arguments) {
    String out = option("out", "");
    DirtSpec dirt = DIRT.get(option("dirt", "typical"));
    if (!arguments.isEmpty() || out.isBlank() || dirt == null || !option("town", TOWN).equals(TOWN)) return refuse(USAGE);
    TownPlan plan;
    try {
      plan = TownPlan.chashan(number("people", TownPlan.CHASHAN_PEOPLE), number("seed", 1), day());
    } catch (IllegalArgumentException e) {
      return refuse(e.getMessage() + System.lineSeparator() + USAGE);
    }
    return write(plan, Path.of(out).toAbsolutePath(), dirt);
  }

  private static int write(TownPlan plan, Path folder, DirtSpec dirt) {
    try {
      if (Files.isDirectory(folder) && !isEmpty(folder)) return refuse(folder + " is not empty");
      OfficeFiles.write(plan, folder, dirt);
      try (Stream<Path> files = Files.list(folder)) {
        Set<String> names = files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        System.out.printf("%,d people who do not exist, as of %s, seed %d, in %s: %s%n", plan.people(), plan.today(), plan.seed(), folder,
            names.stream().sorted().toList());
      }
      return 0;
    } catch (IOException e) {
      System.err.println("The files were not written: " + e);
      return 1;
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private long number(String name, long otherwise) {
    String given = option(name, Long.toString(otherwise));
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": a whole number, not " + given, e);
    }
  }

  private LocalDate day() {
    String given = option("day", LocalDate.now(clock).toString());
    try {
      return LocalDate.parse(given);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("day: a day as 2026-11-26, not " + given, e);
    }
  }

  private String option(String name, String otherwise) {
    List<String> given = options.getOptionValues(name);
    return given == null || given.isEmpty() ? otherwise : given.getLast();
  }

  private static int refuse(String why) {
    System.err.println(why);
    return 64;
  }
}

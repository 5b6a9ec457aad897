package org.guanjia.synthetic;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The files of a town's offices about one population. They differ in what they hold, how they call it and how they are written, and each has its own
 * mistakes:
 *
 * <ul>
 *   <li>{@code police.xlsx}: registered persons by household, relation to the head
 *   <li>{@code villages.csv}, GB18030: who lives in two villages of three, phones, some without ID
 *   <li>{@code civil-affairs.xlsx}: members of special groups under a title and a row of headings of headings
 *   <li>{@code disabled.csv}, UTF-8: the certified disabled, dates as text in five spellings, some IDs of fifteen digits
 *   <li>{@code deaths.xlsx}, {@code moves.csv}: who died, who moved away
 *   <li>{@code truth/people.csv}: everybody as they are; {@code truth/FILE.csv}: row, person, household and what is wrong, joined with +
 * </ul>
 *
 * A list of more than 400,000 rows goes on in {@code police-2.xlsx} and {@code truth/police-2.csv}, and so on.
 */
public final class OfficeFiles implements AutoCloseable {

  /** A second row for somebody comes when so many others wait for theirs. */
  private static final int DOUBLES_WAIT = 150;

  private static final double KNOWN_TO_VILLAGE = 0.94;
  private static final int POLICE_LATE_DAYS = 60;
  private static final int VILLAGE_LATE_DAYS = 365;
  private static final double VILLAGE_LATE = 0.4;
  private static final String DISABLED = "DISABLED";
  private static final List<String> TRUE_PEOPLE =
      List.of("person", "household", "name", "sex", "birth", "document", "number", "ethnic", "phones", "registered", "relation", "village", "group",
          "address", "died", "moved");

  private final TownPlan plan;
  private final Dirtier dirtier;
  private final Set<String> villagesListed = new HashSet<>();
  private final List<OfficeFile> files = new ArrayList<>();
  private final CsvWriter people;
  private final OfficeRows rows;

  private OfficeFiles(TownPlan plan, Path folder, DirtSpec dirt) throws IOException {
    this.plan = plan;
    this.dirtier = new Dirtier(plan, dirt);
    this.rows = new OfficeRows(plan);
    for (int i = 0; i < plan.villages().size(); i++) if (i % 3 != 2) villagesListed.add(plan.villages().get(i).code());
    Files.createDirectories(folder.resolve("truth"));
    for (Office office : Office.values()) files.add(new OfficeFile(folder, office, rows.titles(office)));
    people = OfficeFile.table(folder.resolve("truth").resolve("people.csv"));
    people.writeRecord(TRUE_PEOPLE);
  }

  /**
   * Writes all files into a folder, which is made where it is missing; files of the same name there are replaced.
   *
   * @throws IOException where the disk does not take them
   */
  public static void write(TownPlan plan, Path folder, DirtSpec dirt) throws IOException {
    try (var files = new OfficeFiles(plan, folder, dirt)) {
      Population.generate(plan, household -> {
        try {
          files.add(household);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      for (OfficeFile file : files.files) for (Entry second : file.doubles) files.put(file, second);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(SyntheticHousehold household) throws IOException {
    for (SyntheticPerson person : household.members()) {
      truth(household, person);
      for (OfficeFile file : files) if (has(file.office, household, person)) write(file, household, person);
    }
  }

  /** Whether the office has ever heard of them. */
  private boolean has(Office office, SyntheticHousehold household, SyntheticPerson person) {
    return switch (office) {
      case POLICE -> person.registered() && person.document() != DocumentKind.NONE && isCurrent(person, POLICE_LATE_DAYS);
      case VILLAGES -> villagesListed.contains(household.villageCode()) && isKnownToVillage(person);
      case CIVIL_AFFAIRS -> isCurrent(person, POLICE_LATE_DAYS) && person.groups().stream().anyMatch(group -> !group.kind().equals(DISABLED));
      case DISABLED -> isCurrent(person, VILLAGE_LATE_DAYS) && person.groups().stream().anyMatch(group -> group.kind().equals(DISABLED));
      case DEATHS -> person.died() != null;
      case MOVES -> person.movedOut() != null;
    };
  }

  /** Lives here, or went so lately that the office has not heard of it. */
  private boolean isCurrent(SyntheticPerson person, int lateDays) {
    LocalDate gone = person.died() != null ? person.died() : person.movedOut();
    return gone == null || gone.isAfter(plan.today().minusDays(lateDays));
  }

  private boolean isKnownToVillage(SyntheticPerson person) {
    double share = person.livesHere() ? KNOWN_TO_VILLAGE : isCurrent(person, VILLAGE_LATE_DAYS) ? VILLAGE_LATE : 0;
    return Random.chance(dirtier.random(Office.VILLAGES, person, 9), share);
  }

  private void write(OfficeFile file, SyntheticHousehold household, SyntheticPerson person) throws IOException {
    put(file, dirtier.entry(file.office, household, person, 0));
    if (dirtier.rows(file.office, person) > 1) file.doubles.add(dirtier.entry(file.office, household, person, 1));
    if (file.doubles.size() > DOUBLES_WAIT) put(file, file.doubles.remove());
  }

  private void put(OfficeFile file, Entry entry) throws IOException {
    SplittableRandom random = dirtier.random(file.office, entry.person, 5);
    switch (file.office) {
      case POLICE -> file.row(entry, rows.police(entry));
      case VILLAGES -> file.row(entry, rows.village(entry, file.rows() + 1));
      case CIVIL_AFFAIRS -> {
        for (SyntheticGroup group : entry.person.groups()) {
          if (!group.kind().equals(DISABLED)) file.row(entry, rows.civilAffairs(entry, group, file.rows() + 1));
        }
      }
      case DISABLED -> {
        for (SyntheticGroup group : entry.person.groups()) {
          if (group.kind().equals(DISABLED)) file.row(entry, rows.disabled(entry, group, random));
        }
      }
      case DEATHS -> file.row(entry, rows.death(entry));
      case MOVES -> file.row(entry, rows.move(entry, random));
    }
  }

  private void truth(SyntheticHousehold household, SyntheticPerson person) {
    people.writeRecord(
        Long.toString(person.serial()), Long.toString(household.serial()), person.name(), person.sex().name(), person.birth().toString(),
        person.document().name(), person.documentNumber(), person.ethnicGroup(), String.join(" ", person.phones()),
        Boolean.toString(person.registered()), person.relation(), household.village(), Integer.toString(household.group()),
        household.address(), text(person.died()), text(person.movedOut()));
  }

  private static String text(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }

  @Override
  public void close() throws IOException {
    for (OfficeFile file : files) file.close();
    people.close();
  }
}

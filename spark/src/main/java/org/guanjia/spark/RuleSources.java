package org.guanjia.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Portfolio;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.rules.SharedRules;
import org.guanjia.rules.Vocabulary;

/**
 * Programmes and the rules across them as texts: what travels to the executors, each of which reads and compiles them once.
 *
 * @param month of entitlement, as {@code 2026-11}
 * @param shared as {@code shared-rules.csv}
 */
record RuleSources(String month, List<Source> sources, String shared) implements Serializable {

  private static final String SHARED = "shared-rules.csv";
  private static final ConcurrentHashMap<RuleSources, Portfolio> COMPILED = new ConcurrentHashMap<>();

  /** One programme's three files. */
  record Source(String code, String dmn, String parameters, String examples) implements Serializable {

    static Source of(ProgrammeText text) {
      return new Source(text.code(), text.dmn(), ProgrammeFolder.parametersCsv(text.parameters()), ProgrammeFolder.examplesCsv(text.examples()));
    }

    Programme read() {
      try {
        return Programme.read(ProgrammeFolder.of(code, dmn, parameters, examples), Vocabulary.PERSON_MONTH);
      } catch (NotAProgramme e) {
        throw new IllegalArgumentException(code + ": " + e.problems(), e);
      }
    }
  }

  /** What comes with the library. */
  static RuleSources shipped(YearMonth month) {
    return of(month, ProgrammeFolder.shipped().stream().map(ProgrammeFolder::shipped), SharedRules.shipped());
  }

  /** The programmes of a folder, one folder each, by name, and its {@code shared-rules.csv}, if any. @throws IllegalArgumentException where there is no programme */
  static RuleSources read(YearMonth month, Path folder) throws IOException {
    Path shared = folder.resolve(SHARED);
    try (Stream<Path> folders = Files.list(folder)) {
      RuleSources read = of(month, folders.filter(Files::isDirectory).sorted().map(RuleSources::read),
          Files.exists(shared) ? SharedRules.read(Files.readString(shared)) : new SharedRules(List.of()));
      if (read.sources.isEmpty()) throw new IllegalArgumentException(folder + ": no folder of a programme in it");
      return read;
    }
  }

  private static ProgrammeText read(Path folder) {
    try {
      return ProgrammeFolder.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleSources of(YearMonth month, Stream<ProgrammeText> texts, SharedRules shared) {
    return new RuleSources(month.toString(), texts.map(Source::of).toList(), shared.csv());
  }

  /** The rules of the month, in order. @throws IllegalArgumentException naming the programme that cannot be read or has no parameters then */
  Portfolio rules() {
    return COMPILED.computeIfAbsent(this, RuleSources::compiled);
  }

  private Portfolio compiled() {
    return SharedRules.read(shared).over(sources.stream().map(source -> in(source.read(), YearMonth.parse(month))).toList());
  }

  private static MonthRules in(Programme programme, YearMonth month) {
    try {
      return programme.in(month);
    } catch (NoParameters e) {
      throw new IllegalArgumentException(programme.code() + ": " + e.getMessage(), e);
    }
  }
}

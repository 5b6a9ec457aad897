package org.guanjia.requests.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The readable data files of this package: UTF-8, one entry per line, lines starting with # are comments. */
final class DataFile {

  private DataFile() {}

  /**
   * Lines of a data file without comments and empty lines.
   *
   * @throws IllegalStateException if the file is not in the jar
   */
  static List<String> lines(String name) {
    try (var in = DataFile.class.getResourceAsStream("/matching/" + name)) {
      if (in == null) throw new IllegalStateException("missing data file matching/" + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

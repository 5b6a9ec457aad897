package org.guanjia.platform.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Stored files never change and are named by their content: a copy that has the name and the size is the file. */
final class FileCopies {

  /** Where uploads are worked on; nothing of it is kept. */
  private static final String WORK = "work";

  private FileCopies() {}

  /** Copies what the target lacks and says how many that were. */
  static int copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) return 0;
    int copied = 0;
    for (Path file : filesOf(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.exists(target) && Files.size(target) == Files.size(file)) continue;
      Files.createDirectories(target.getParent());
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      copied++;
    }
    return copied;
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.startsWith(folder.resolve(WORK)) && Files.isRegularFile(file) && !file.toString().endsWith(".part")).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

  private static final Path DRAWINGS = Path.of("../docs/modules");

  private final ApplicationModules modules = ApplicationModules.of(Guanjia.class);

  @Test
  void modulesKeepTheirBorders() {
    modules.verify();
  }

  /** Draws them anew when they changed, and fails that once: the drawings belong into the same commit. */
  @Test
  void theDrawingsAreOfTheseModules(@TempDir Path fresh) throws IOException {
    draw(fresh);
    Map<String, Set<String>> drawn = drawings(fresh);
    Map<String, Set<String>> kept = drawings(DRAWINGS);
    if (!drawn.equals(kept)) draw(DRAWINGS);
    assertThat(kept).as("docs/modules, which has just been drawn anew: commit it").isEqualTo(drawn);
  }

  private void draw(Path folder) {
    new Documenter(modules, Documenter.Options.defaults().withOutputFolder(folder.toString()))
        .writeModulesAsPlantUml()
        .writeIndividualModulesAsPlantUml();
  }

  /** Lines by drawing; their order is another one each time. */
  private static Map<String, Set<String>> drawings(Path folder) throws IOException {
    Map<String, Set<String>> texts = new TreeMap<>();
    if (!Files.isDirectory(folder)) return texts;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".puml")).toList()) texts.put(file.getFileName().toString(), new TreeSet<>(Files.readAllLines(file)));
    }
    return texts;
  }
}

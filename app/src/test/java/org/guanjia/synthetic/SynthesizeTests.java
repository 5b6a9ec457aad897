package org.guanjia.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The command as the guides show it. */
@ExtendWith(OutputCaptureExtension.class)
class SynthesizeTests {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T17:00:00Z"), ZoneId.of("Asia/Shanghai"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"../docs/synthetic.md", "../docs/zh/合成名册.md"})
  void everyExampleOfTheGuidesRuns(String guide, CapturedOutput output) throws IOException {
    List<String> examples = Files.readAllLines(Path.of(guide)).stream().filter(line -> line.contains("guanjia.jar synthesize ")).toList();
    assertThat(examples).isNotEmpty();
    int folders = 0;
    for (String example : examples) {
      Path out = folder.resolve("example" + folders++);
      List<String> options = new ArrayList<>(Stream.of(example.strip().split(" ")).filter(word -> word.startsWith("--"))
          .filter(word -> !word.startsWith("--out=") && !word.startsWith("--people=")).toList());
      options.addAll(List.of("--people=300", "--out=" + out));
      assertThat(run(options.toArray(String[]::new))).as(example).isZero();
      for (Office office : Office.values()) assertThat(out.resolve(office.file + "." + office.extension())).exists();
      for (String file : List.of("police.xlsx", "villages.csv", "civil-affairs.xlsx", "disabled.csv", "deaths.xlsx", "moves.csv",
          "truth/people.csv")) assertThat(Files.readString(Path.of(guide))).contains(file);
    }
    assertThat(output).contains("300 people who do not exist, as of 2026-11-26, seed 1");
  }

  @Test
  void itWritesIntoAnEmptyFolderOnly(CapturedOutput output) throws IOException {
    Files.createFile(folder.resolve("something"));
    assertThat(run("--out=" + folder, "--people=10")).isEqualTo(64);
    assertThat(output.getErr()).contains(folder + " is not empty");
    assertThat(folder.resolve("truth")).doesNotExist();
  }

  @Test
  void itSaysWhatItTakes(CapturedOutput output) {
    assertThat(run()).isEqualTo(64);
    assertThat(run("--out=" + folder, "--town=elsewhere")).isEqualTo(64);
    assertThat(run("--out=" + folder, "--dirt=some")).isEqualTo(64);
    assertThat(run("--out=" + folder, "--people=many")).isEqualTo(64);
    assertThat(run("--out=" + folder, "--people=0")).isEqualTo(64);
    assertThat(run("--out=" + folder, "--day=26.11.2026")).isEqualTo(64);
    assertThat(output.getErr()).contains("Usage: synthesize --out=FOLDER").contains("people: 1 to 10000000, not 0")
        .contains("people: a whole number, not many").contains("day: a day as 2026-11-26, not 26.11.2026");
    assertThat(folder).isEmptyDirectory();
  }

  private static int run(String... options) {
    return new Synthesize(new DefaultApplicationArguments(options), CLOCK).run(List.of());
  }
}

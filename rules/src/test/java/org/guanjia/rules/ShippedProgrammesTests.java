package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every programme that comes along is one, and all its examples come out. */
class ShippedProgrammesTests {

  @TestFactory
  Stream<DynamicTest> everyExampleComesOut() {
    return ProgrammeFolder.shipped().stream().map(code -> DynamicTest.dynamicTest(code, () -> {
      Programme programme = Programme.read(ProgrammeFolder.shipped(code), Vocabulary.PERSON_MONTH);
      assertThat(programme.tryExamples()).isNotEmpty().allSatisfy(result -> assertThat(result.passed()).as("%s", result).isTrue());
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyFolderIsWrittenAsItIsRead(@TempDir Path folder) {
    return ProgrammeFolder.shipped().stream().map(code -> DynamicTest.dynamicTest(code, () -> {
      ProgrammeText text = ProgrammeFolder.shipped(code);
      ProgrammeFolder.write(text, folder.resolve(code));
      assertThat(ProgrammeFolder.read(folder.resolve(code))).isEqualTo(text);
    }));
  }

  /** What the town pays is not known here: whatever looks like a fact of its own would be made up. */
  @TestFactory
  Stream<DynamicTest> everyParameterAwaitsConfirmation() {
    return ProgrammeFolder.shipped().stream().map(code -> DynamicTest.dynamicTest(code, () -> {
      ProgrammeText text = ProgrammeFolder.shipped(code);
      assertThat(text.parameters()).isNotEmpty().noneMatch(ParameterLine::confirmed).allMatch(line -> line.document() == null);
      assertThat(text.examples()).extracting(Example::answer).contains(Answer.YES, Answer.NO, Answer.UNKNOWN);
    }));
  }
}

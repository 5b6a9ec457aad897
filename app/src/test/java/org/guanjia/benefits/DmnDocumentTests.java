package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.rules.Vocabulary;
import org.junit.jupiter.api.Test;

class DmnDocumentTests {

  @Test
  void everyShippedProgrammeComesBackFromTheTableAsItWas() throws Exception {
    for (String code : ProgrammeFolder.shipped()) {
      ProgrammeText text = ProgrammeFolder.shipped(code);
      List<DmnTable> tables = DmnDocument.read(text.dmn()).orElseThrow().tables();
      assertThat(tables.getFirst().decision()).isEqualTo(DmnTable.ENTITLEMENT);
      String again = DmnDocument.read(text.dmn()).orElseThrow().with(tables, Map.of());
      Programme before = Programme.read(text, Vocabulary.PERSON_MONTH);
      Programme after = Programme.read(new ProgrammeText(code, again, text.parameters(), text.examples()), Vocabulary.PERSON_MONTH);
      assertThat(after.rows()).as(code).isEqualTo(before.rows());
      assertThat(after.annotations()).isEqualTo(before.annotations());
      assertThat(after.tryExamples()).allMatch(each -> each.passed());
    }
  }

  @Test
  void aCellMayNameAFactOrParameterThatTheDecisionDidNotRequireYet() throws Exception {
    DmnDocument document = DmnDocument.read(EmptyProgramme.DMN).orElseThrow();
    DmnTable table = document.tables().getFirst();
    DmnTable written = table.withRows(List.of(
        new DmnTable.Row(List.of("true", "true", "true", ">= age_from"), List.of("true", "amount"), "够年龄"),
        new DmnTable.Row(List.of("true", "true", "true", "< age_from"), List.of("false", "0"), ""),
        new DmnTable.Row(List.of("true", "true", "false", "-"), List.of("false", "0"), ""), new DmnTable.Row(List.of("true", "false", "-", "-"), List.of("false", "0"), ""),
        new DmnTable.Row(List.of("false", "-", "-", "-"), List.of("false", "0"), "")));
    String dmn = document.with(List.of(written), Map.of("age_from", "number", "amount", "number"));
    java.time.LocalDate from = java.time.LocalDate.of(2020, 1, 1);
    List<ParameterLine> parameters = List.of(
        new ParameterLine("age_from", "60", from, null, null, false), new ParameterLine("amount", "35.5", from, null, null, false),
        new ParameterLine("birthday_month_counts", "true", from, null, null, false), new ParameterLine("death_month_counts", "true", from, null, null, false),
        new ParameterLine("move_month_counts", "true", from, null, null, false));
    Programme programme = Programme.read(new ProgrammeText("made", dmn, parameters, List.of()), Vocabulary.PERSON_MONTH);
    assertThat(programme.rows()).hasSize(5);
    assertThat(programme.needs()).contains("age_from", "amount");
    assertThat(DmnDocument.read(dmn).orElseThrow().with(List.of(written), Map.of("age_from", "number", "amount", "number"))).contains("input_age_from").doesNotContain("input_age_from\"/><requiredInput href=\"#input_age_from");
  }

  @Test
  void rowsAreAddedRemovedAndMoved() {
    DmnTable table = DmnDocument.read(EmptyProgramme.DMN).orElseThrow().tables().getFirst();
    DmnTable two = table.withBlankBehind(0);
    assertThat(two.rows()).hasSize(2);
    assertThat(two.rows().get(1).tests()).containsOnly("-");
    assertThat(two.movedUp(1).rows().get(1)).isEqualTo(table.rows().getFirst());
    assertThat(two.movedUp(0)).isEqualTo(two);
    assertThat(two.without(1)).isEqualTo(table);
    assertThat(two.without(7)).isEqualTo(two);
  }

  @Test
  void whatIsNoDocumentIsNotRead() {
    assertThat(DmnDocument.read("<definitions>")).isEmpty();
    assertThat(DmnDocument.read("<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><definitions>&y;</definitions>")).isEmpty();
  }
}

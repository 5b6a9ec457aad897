package org.guanjia.benefits;

/** What a new programme begins with: a table of one row, which asks nothing and gives nobody anything. */
final class EmptyProgramme {

  static final String DMN = """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="programme" name="programme" namespace="https://guanjia.org/programme">
        <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
        <inputData id="alive" name="alive"><variable name="alive" typeRef="boolean"/></inputData>
        <inputData id="in_town" name="in_town"><variable name="in_town" typeRef="boolean"/></inputData>
        <inputData id="registered" name="registered"><variable name="registered" typeRef="boolean"/></inputData>
        <decision id="entitlement" name="entitlement">
          <variable name="entitlement"/>
          <informationRequirement><requiredInput href="#age"/></informationRequirement>
          <informationRequirement><requiredInput href="#alive"/></informationRequirement>
          <informationRequirement><requiredInput href="#in_town"/></informationRequirement>
          <informationRequirement><requiredInput href="#registered"/></informationRequirement>
          <decisionTable hitPolicy="UNIQUE">
            <input label="在世"><inputExpression typeRef="boolean"><text>alive</text></inputExpression></input>
            <input label="在本镇"><inputExpression typeRef="boolean"><text>in_town</text></inputExpression></input>
            <input label="户籍在本镇"><inputExpression typeRef="boolean"><text>registered</text></inputExpression></input>
            <input label="年龄（周岁）"><inputExpression typeRef="number"><text>age</text></inputExpression></input>
            <output name="entitled" typeRef="boolean"/>
            <output name="amount" typeRef="number"/>
            <annotation name="说明"/>
            <rule id="row_1">
              <inputEntry><text>-</text></inputEntry>
              <inputEntry><text>-</text></inputEntry>
              <inputEntry><text>-</text></inputEntry>
              <inputEntry><text>-</text></inputEntry>
              <outputEntry><text>false</text></outputEntry>
              <outputEntry><text>0</text></outputEntry>
              <annotationEntry><text>其余情形不发放</text></annotationEntry>
            </rule>
          </decisionTable>
        </decision>
      </definitions>
      """;

  private EmptyProgramme() {}
}

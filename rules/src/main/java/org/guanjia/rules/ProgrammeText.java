package org.guanjia.rules;

import java.util.List;

/**
 * A programme as it is written: the decision tables, their dated parameters, and the examples.
 *
 * @param code lower case, digits and hyphens
 * @param dmn one DMN 1.1-1.5 document with a decision named {@code entitlement}, a table with the outputs {@code entitled} (boolean) and {@code amount}
 *     (number, yuan a month)
 */
public record ProgrammeText(String code, String dmn, List<ParameterLine> parameters, List<Example> examples) {

  public ProgrammeText {
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }
}

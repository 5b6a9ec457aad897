package org.guanjia.payments;

import java.util.List;
import java.util.stream.Collectors;

/** Layouts as they stand in form fields. */
public final class LayoutText {

  private LayoutText() {}

  /** One to a line. */
  public static String columns(List<Layout.Column> columns) {
    return columns.stream().map(Layout.Column::typed).collect(Collectors.joining("\n"));
  }

  /** A tabulator cannot be typed into a field. */
  public static String separatorName(String separator) {
    return separator.equals("\t") ? "TAB" : separator;
  }

  static String separator(String name) {
    return name.equals("TAB") ? "\t" : name;
  }
}

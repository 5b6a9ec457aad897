package org.guanjia.platform.spreadsheets;

/** The two kinds of spreadsheet that are read and written. The content decides which one a file is, never its name. */
public enum SheetFormat {
  /** Office Open XML workbook (ECMA-376), as Excel, WPS and LibreOffice save it. */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** Text with separated values (RFC 4180; comma, tab, semicolon or bar). */
  CSV("csv", "text/csv; charset=UTF-8");

  private final String extension;
  private final String mediaType;

  SheetFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** The format of that file name ending, as the addresses of exports bear it: {@code csv}, and a workbook for any other. */
  public static SheetFormat of(String extension) {
    return extension.equals(CSV.extension) ? CSV : XLSX;
  }

  /** File name ending without the dot. */
  public String extension() {
    return extension;
  }

  /** Media type for the Content-Type header. */
  public String mediaType() {
    return mediaType;
  }
}

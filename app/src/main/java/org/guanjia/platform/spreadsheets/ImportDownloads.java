package org.guanjia.platform.spreadsheets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Sends the refused rows of an import. */
final class ImportDownloads {
  private ImportDownloads() {}

  static void errors(ImportJob job, String format, Locale locale, ErrorFile errors, HttpServletResponse response) throws IOException {
    SheetFormat as = switch (format) {
      case "xlsx" -> SheetFormat.XLSX;
      case "csv" -> SheetFormat.CSV;
      default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    };
    if (job.fileRemoved()) throw new ResponseStatusException(HttpStatus.GONE);
    String name = job.fileName().replaceFirst("\\.[^.]{1,5}$", "");
    response.setContentType(as.mediaType());
    response.setHeader("Content-Disposition", FileNames.attachment(name + "-" + job.id() + "-errors." + as.extension()));
    response.setHeader("Cache-Control", "no-store");
    errors.write(job, as, locale, response.getOutputStream());
  }
}

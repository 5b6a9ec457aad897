package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads on disk while they are looked at; only the owner of the process can read them. */
final class Spool {
  private Spool() {}

  /**
   * Writes a stream to a temporary file.
   *
   * @throws SheetFault as soon as it is larger than allowed; the rest is not read
   */
  static Path receive(InputStream in, long bytesMax) throws IOException {
    Path file = Files.createTempFile("guanjia-upload", ".tmp");
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long received = 0;
      for (int read; (read = in.read(buffer)) >= 0; ) {
        received += read;
        if (received > bytesMax) throw new SheetFault("fileTooLarge", bytesMax + 1 >> 20, bytesMax >> 20);
        out.write(buffer, 0, read);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

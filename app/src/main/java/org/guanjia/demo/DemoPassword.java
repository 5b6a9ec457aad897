package org.guanjia.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.guanjia.platform.database.DatabaseSettings;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The one password of all demo users: made by chance for each installation, kept in the data folder so that every start
 * can print it. A demo that stands in a network by mistake has no password that others know.
 */
@Component
@Profile("demo")
class DemoPassword {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 3;
  private static final int GROUP_LENGTH = 4;

  private final Path file;

  DemoPassword(DatabaseSettings settings) {
    this.file = settings.data().resolve("demo-password");
  }

  String value() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) create();
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create() throws IOException {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, random() + "\n", StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException somebodyElseDid) {
      // Another copy started at the same moment; its password holds.
    }
  }

  private static String random() {
    var chance = new SecureRandom();
    var password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) password.append('-');
      password.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}

package org.guanjia.platform.crypto;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.guanjia.platform.database.DataFolder;

/**
 * The key of an installation on the embedded database: made once, beside the data, readable by its owner alone.
 */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /**
   * The key in this file; a new random one when there is no file yet.
   *
   * @throws IOException when the file cannot be read or made, others may read it, or it holds no key
   */
  static byte[] readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    refuseWhenOthersMayRead(file);
    return decode(Files.readString(file), file.toString());
  }

  /**
   * A key written as base64.
   *
   * @param where named in the error
   */
  static byte[] decode(String base64, String where) throws IOException {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(where + " is not base64; make a key with: openssl rand -base64 32", e);
    }
    if (key.length != Keys.KEY_BYTES) {
      throw new IOException(
          where + " holds " + key.length + " bytes instead of " + Keys.KEY_BYTES
              + "; make a key with: openssl rand -base64 32");
    }
    return key;
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[Keys.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) DataFolder.ensure(folder);
    try {
      if (isPosix(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createFile(file);
      }
      Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.DSYNC);
    } catch (FileAlreadyExistsException e) {
      // Another copy of the application started at the same moment: its key is as good as ours.
    }
  }

  private static void refuseWhenOthersMayRead(Path file) throws IOException {
    if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + " can be read by others; run: chmod 600 " + file);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

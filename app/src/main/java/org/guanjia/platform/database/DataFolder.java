package org.guanjia.platform.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of everything an installation keeps; who made it before us decides who may read it. */
public final class DataFolder {

  private DataFolder() {}

  /** Makes the folder, readable by its owner alone, when it is not there yet. */
  public static void ensure(Path data) throws IOException {
    Path folder = data.toAbsolutePath();
    if (Files.isDirectory(folder)) return;
    if (folder.getParent() != null) Files.createDirectories(folder.getParent());
    try {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) throw e;
    }
  }
}

package org.guanjia.platform.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.files.FileRefused.Reason;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** The files of a form, taken before the form itself is worked on. */
@Component
public class Uploads {

  private final StoredFiles files;

  Uploads(StoredFiles files) {
    this.files = files;
  }

  /**
   * Stores what was chosen in a file field; an empty field gives nothing.
   *
   * @param countMax how many files the form allows
   * @return ids to give to {@link StoredFiles#attach}
   * @throws FileRefused when one is not taken; those before it wait unattached and are removed after a day
   */
  public List<UUID> store(List<MultipartFile> chosen, int countMax) {
    List<MultipartFile> filled = chosen.stream().filter(file -> !file.isEmpty()).toList();
    if (filled.size() > countMax) throw new FileRefused(Reason.COUNT, countMax);
    return filled.stream().map(file -> store(file).id()).toList();
  }

  /** Stores one file of a form. */
  public StoredFile store(MultipartFile file) {
    try (InputStream content = file.getInputStream()) {
      return files.store(content, file.getOriginalFilename());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

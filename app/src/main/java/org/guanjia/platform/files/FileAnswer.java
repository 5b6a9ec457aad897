package org.guanjia.platform.files;

import java.time.Duration;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * A file as an HTTP answer that cannot do harm on our pages: typed by us, never sniffed, sandboxed, a PDF only as a
 * download, kept by the viewer's own browser alone.
 */
@Component
public class FileAnswer {

  private static final Duration CACHED = Duration.ofHours(1);

  private final StoredFiles files;

  FileAnswer(StoredFiles files) {
    this.files = files;
  }

  /** The caller has checked that whoever asks may see the file. */
  public ResponseEntity<Resource> of(StoredFile file, Variant variant) {
    boolean thumbnail = variant != Variant.ORIGINAL;
    return ResponseEntity.ok()
        .contentType(thumbnail ? MediaType.IMAGE_JPEG : MediaType.parseMediaType(file.type()))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Content-Disposition", disposition(file).toString())
        .cacheControl(CacheControl.maxAge(CACHED).cachePrivate())
        .eTag(file.sha256().substring(0, 32) + variant.ordinal())
        .body(new FileSystemResource(files.path(file, variant)));
  }

  private static ContentDisposition disposition(StoredFile file) {
    var kind = file.isPicture() ? ContentDisposition.inline() : ContentDisposition.attachment();
    return kind.filename(downloadName(file), java.nio.charset.StandardCharsets.UTF_8).build();
  }

  private static String downloadName(StoredFile file) {
    String ending = file.type().equals("application/pdf") ? ".pdf" : file.type().equals("image/png") ? ".png" : ".jpg";
    UUID id = file.id();
    String base = file.name().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
    return (base.isEmpty() ? id.toString() : base) + ending;
  }
}

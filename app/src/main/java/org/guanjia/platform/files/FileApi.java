package org.guanjia.platform.files;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Uploads for programs: a file is sent first and its id then named in the request it belongs to. Until then only whoever
 * sent it can look at it.
 */
@Tag(name = "Files", description = "Pictures and papers, sent before what they belong to.")
@RestController
@RequestMapping(path = "/api/v1/files", produces = MediaType.APPLICATION_JSON_VALUE)
class FileApi {

  private final Uploads uploads;
  private final StoredFiles files;
  private final FileAnswer answers;
  private final Idempotency idempotency;

  FileApi(Uploads uploads, StoredFiles files, FileAnswer answers, Idempotency idempotency) {
    this.uploads = uploads;
    this.files = files;
    this.answers = answers;
    this.idempotency = idempotency;
  }

  @Allowed({Permission.REQUESTS_RECORD, Permission.PROJECTS_SURVEY, Permission.PROJECTS_BUILD})
  @Operation(summary = "Send a file; its id goes into the request it belongs to")
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<StoredFile> upload(
      @RequestParam MultipartFile file,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    StoredFile stored = uploads.store(file);
    UUID id = UUID.fromString(idempotency.once(key, () -> stored.id().toString()));
    return ResponseEntity.status(HttpStatus.CREATED).body(waiting(id).orElse(stored));
  }

  @Allowed({Permission.REQUESTS_RECORD, Permission.PROJECTS_SURVEY, Permission.PROJECTS_BUILD})
  @Operation(summary = "What is known of a file that waits for its request")
  @GetMapping("/{id}")
  StoredFile facts(@PathVariable UUID id) {
    return waiting(id).orElseThrow(() -> new FileRefused(Reason.UNKNOWN));
  }

  @Allowed({Permission.REQUESTS_RECORD, Permission.PROJECTS_SURVEY, Permission.PROJECTS_BUILD})
  @Operation(summary = "The content of a file that waits for its request")
  @GetMapping(path = "/{id}/content", produces = MediaType.ALL_VALUE)
  ResponseEntity<Resource> content(@PathVariable UUID id, @RequestParam(defaultValue = "ORIGINAL") Variant variant) {
    return answers.of(facts(id), variant);
  }

  /** The sender's own file that still waits for its request; who may see it later, its request decides. */
  private Optional<StoredFile> waiting(UUID id) {
    Viewer viewer = CurrentViewer.get();
    return files
        .find(id)
        .filter(file -> file.owner() == null)
        .filter(file -> viewer != null && file.uploadedBy().equals(viewer.userId()));
  }
}

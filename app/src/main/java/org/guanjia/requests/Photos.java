package org.guanjia.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.Guesses;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Photos of a resident's form. They are stored before the form is worked on, and when something else in the form is
 * wrong they wait for the next try: under a pass that only works in the browser that sent them.
 */
@Component
class Photos {

  private static final Duration WAITING = Duration.ofHours(6);
  private static final int FROM_ONE_NETWORK_MAX = 300;

  private final Uploads uploads;
  private final StoredFiles files;
  private final Passes passes;
  private final Guesses guesses;

  Photos(Uploads uploads, StoredFiles files, Passes passes, Guesses guesses) {
    this.uploads = uploads;
    this.files = files;
    this.passes = passes;
    this.guesses = guesses;
  }

  /**
   * What came of the chosen photos.
   *
   * @param error why one was not taken; null when all were
   */
  record Taken(List<StoredFile> photos, @Nullable String error) {
    List<UUID> ids() {
      return photos.stream().map(StoredFile::id).toList();
    }
  }

  /** Takes the photos kept from an earlier try and those chosen now; what is refused leaves the others where they are. */
  Taken take(Page page, HttpServletRequest request, @Nullable List<String> kept, @Nullable List<MultipartFile> chosen) {
    var photos = new ArrayList<StoredFile>();
    for (String pass : kept == null ? List.<String>of() : kept) {
      if (photos.size() < Intake.FILES_MAX) waiting(request, pass).ifPresent(photos::add);
    }
    String error = kept != null && photos.size() < Math.min(kept.size(), Intake.FILES_MAX) ? page.t("report.error.photosGone") : null;
    for (MultipartFile file : chosen == null ? List.<MultipartFile>of() : chosen) {
      if (file.isEmpty() && (file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty())) continue;
      String refused = photos.size() < Intake.FILES_MAX ? store(page, request, file, photos) : page.t("requests.error.tooManyFiles", Intake.FILES_MAX);
      if (error == null) error = refused;
    }
    return new Taken(photos, error);
  }

  /** The passes under which these wait for the next try. */
  List<ReportForm.KeptPhoto> keep(HttpServletRequest request, List<StoredFile> photos) {
    return photos.stream()
        .map(photo -> new ReportForm.KeptPhoto(passes.issue(purpose(request), photo.id().toString(), WAITING), photo.name()))
        .toList();
  }

  /** A photo that still waits, for the browser that sent it. */
  Optional<StoredFile> waiting(HttpServletRequest request, String pass) {
    return passes.read(purpose(request), pass).map(UUID::fromString).flatMap(files::find).filter(file -> file.owner() == null);
  }

  private @Nullable String store(Page page, HttpServletRequest request, MultipartFile file, List<StoredFile> photos) {
    var limit = new Guesses.Limit("photos " + Guesses.network(request), FROM_ONE_NETWORK_MAX, Duration.ofHours(1));
    try {
      if (!guesses.reserve(List.of(limit)).isZero()) throw new FileRefused(FileRefused.Reason.TOO_MANY);
      photos.add(uploads.store(file));
      return null;
    } catch (FileRefused refused) {
      return page.t("report.error.photo", named(file), page.t(refused.messageKey(), refused.arguments()));
    }
  }

  private static String named(MultipartFile file) {
    String name = file.getOriginalFilename();
    String clean = name == null ? "" : name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
    return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
  }

  private static String purpose(HttpServletRequest request) {
    String holder = Guesses.holder(request);
    return "photo " + (holder == null ? "" : holder);
  }
}

package org.guanjia.demo;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.projects.Slot;

/** The demo's pictures, drawn and stored once each through the ordinary upload; requests share their bytes. */
final class PictureShelf {

  private record Drawing(Scenes.Scene scene, int variant, boolean after) {}

  private final Map<Drawing, StoredFile> drawings = new HashMap<>();

  private PictureShelf() {}

  /** Draws and stores whatever the stories and the projects show. */
  static PictureShelf of(List<Story> stories, List<Tale> tales, StoredFiles files) {
    var shelf = new PictureShelf();
    TownContext context = TownContext.required();
    var wanted = new HashMap<Drawing, Future<StoredFile>>();
    try (var workers = Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()))) {
      for (Story story : stories) {
        for (Story.Picture picture : story.pictures) {
          wanted.computeIfAbsent(
              drawing(picture), drawing -> workers.submit(() -> context.call(() -> store(drawing, files))));
        }
      }
      for (Tale tale : tales) {
        for (Tale.Photo photo : tale.photos) {
          wanted.computeIfAbsent(drawing(photo), drawing -> workers.submit(() -> context.call(() -> store(drawing, files))));
        }
      }
    }
    wanted.forEach((drawing, stored) -> shelf.drawings.put(drawing, result(stored)));
    return shelf;
  }

  StoredFile get(Story.Picture picture) {
    StoredFile file = drawings.get(drawing(picture));
    if (file == null) throw new IllegalArgumentException("not drawn: " + picture);
    return file;
  }

  StoredFile get(Tale.Photo photo) {
    StoredFile file = drawings.get(drawing(photo));
    if (file == null) throw new IllegalArgumentException("not drawn: " + photo);
    return file;
  }

  private static Drawing drawing(Tale.Photo photo) {
    return new Drawing(photo.scene(), photo.variant(), photo.slot() == Slot.AFTER);
  }

  private static Drawing drawing(Story.Picture picture) {
    return new Drawing(picture.scene(), picture.variant(), picture.after());
  }

  private static StoredFile store(Drawing drawing, StoredFiles files) {
    byte[] jpeg = Scenes.draw(drawing.scene(), drawing.variant(), drawing.after());
    return files.store(new ByteArrayInputStream(jpeg), "示意图.jpg");
  }

  private static StoredFile result(Future<StoredFile> stored) {
    try {
      return stored.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a demo picture could not be stored", e.getCause());
    }
  }
}

package io.fairlead.server.backup;

import io.fairlead.server.platform.FilePlaces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes the contents of files into a backup and out of it. */
final class Contents {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{26}");
    private static final Pattern COMPANY = Pattern.compile("\\d{1,10}-[0-9a-f]{1,16}");

    private final FilePlaces places;
    private final Consumer<String> progress;

    Contents(FilePlaces places, Consumer<String> progress) {
        this.places = places;
        this.progress = progress;
    }

    /** Writes the contents of all files that the connection's snapshot knows. What is missing is told and left out. */
    List<Manifest.Content> write(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        List<Manifest.Content> written = new ArrayList<>();
        int missing = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery("""
                    select f.company_id, c.id_seed, f.place
                      from fairlead.lead_file f join fairlead.company c on c.company_id = f.company_id
                     order by f.company_id, f.id
                    """)) {
                while (rows.next()) {
                    String company = FilePlaces.nameOf(rows.getInt(1), rows.getLong(2));
                    try (InputStream in = Files.newInputStream(places.of(company, rows.getString(3)))) {
                        Hashed hash = new Hashed();
                        zip.putNextEntry(new ZipEntry("files/" + company + "/" + rows.getString(3)));
                        hash.on(in).transferTo(zip);
                        zip.closeEntry();
                        written.add(new Manifest.Content(company, rows.getString(3), hash.sum()));
                    } catch (NoSuchFileException e) {
                        missing++;
                    }
                }
            }
        }
        progress.accept(written.size() + " files"
                + (missing == 0 ? "" : "; " + missing + " are not in " + places.folder() + " and are left out"));
        return written;
    }

    /**
     * Puts the contents of a backup where they belong.
     *
     * @throws BackupFailure if one is missing or not what it was
     */
    void read(Manifest manifest, ZipFile zip) throws IOException {
        for (Manifest.Content content : manifest.contents()) {
            boolean named = NAME.matcher(content.name()).matches()
                    && COMPANY.matcher(content.company()).matches();
            ZipEntry entry = named ? zip.getEntry(content.entry()) : null;
            if (entry == null) {
                throw new BackupFailure("The backup is damaged: " + content.entry() + " is missing.");
            }
            Path target = places.of(content.company(), content.name());
            Path part = target.resolveSibling(content.name() + ".part");
            Files.createDirectories(target.getParent());
            Hashed hash = new Hashed();
            try (InputStream in = hash.on(zip.getInputStream(entry));
                    OutputStream out = Files.newOutputStream(part)) {
                in.transferTo(out);
            }
            if (!hash.sum().equals(content.sha256())) {
                Files.delete(part);
                throw new BackupFailure("The backup is damaged: " + content.entry() + " is not what it was.");
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        progress.accept(manifest.contents().size() + " files");
    }
}

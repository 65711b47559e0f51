/* formats.h - the functions behind the rows of the format table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

int      postil_plain_text_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_plain_text_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                                  PostilReport *report, GCancellable *cancellable, GError **error);
/* The first line that looks like a headline rather than like site furniture; @key when there is no line at all. (transfer
 * full) */
char    *postil_plain_text_title (const PostilText *text, const char *key);
/* What the text looks like, unless @declared says it. */
PostilDocumentKind postil_plain_text_kind (const PostilText *text, PostilDocumentKind declared);

int      postil_html_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_html_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                            PostilReport *report, GCancellable *cancellable, GError **error);

extern const PostilCapabilities postil_jsonl_can;
int      postil_jsonl_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_jsonl_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                             PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_jsonl_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                             PostilReport *report, GCancellable *cancellable, GError **error);

int      postil_csv_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_csv_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_csv_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);

extern const PostilCapabilities postil_csv_can;

int      postil_webanno_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_webanno_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_webanno_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_webanno_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_webanno_can;

int      postil_refi_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_refi_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_refi_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_refi_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_refi_can;

/* Labels alone. */
int      postil_refi_codebook_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_refi_codebook_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_refi_codebook_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_refi_codebook_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_refi_codebook_can;

/* Columns of tokens and tags: one reader for all dialects. */
int      postil_conll_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_conll_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                             PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_conll_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_conll_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
gboolean postil_conll_plain_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_conll_plain_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
gboolean postil_iob2_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_iob2_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
gboolean postil_bilou_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_bilou_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_conll_can;

/* Web Annotations lie in a file of their own and need their documents in the project. */
int      postil_w3c_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_w3c_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_w3c_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_w3c_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_w3c_can;

int      postil_hf_tokens_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_hf_tokens_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_hf_tokens_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_hf_tokens_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);

int      postil_hf_spans_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_hf_spans_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_hf_spans_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_hf_spans_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_hf_spans_can;

int      postil_gliner_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_gliner_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_gliner_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_gliner_lines_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_gliner_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_gliner_can;
/* Other tools' JSON: see tasks.h. */
int      postil_doccano_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_doccano_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_doccano_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_doccano_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_doccano_can;
gboolean postil_doccano_relations_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_doccano_relations_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_doccano_relations_can;
int      postil_prodigy_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_prodigy_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_prodigy_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_prodigy_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_prodigy_can;
int      postil_spacy_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_spacy_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_spacy_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_spacy_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_spacy_can;
gboolean postil_spacy_tuples_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_spacy_tuples_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_spacy_tuples_can;
gboolean postil_spacy_train_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_spacy_train_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_spacy_train_can;
int      postil_label_studio_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_label_studio_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_label_studio_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_label_studio_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_label_studio_can;
gboolean postil_label_studio_config_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                                  PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_label_studio_config_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options,
                                  GError **error);
extern const PostilCapabilities postil_label_studio_config_can;

int      postil_xmi_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_xmi_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_xmi_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_xmi_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
int      postil_json_cas_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_json_cas_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_json_cas_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_json_cas_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_cas_can;

/* An .ann file needs its text in the project or beside it; a zip holds both. */
int      postil_brat_sniff (const char *name, const guint8 *head, gsize n_bytes);
gboolean postil_brat_read  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                            PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_brat_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                            PostilReport *report, GCancellable *cancellable, GError **error);
gboolean postil_brat_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
extern const PostilCapabilities postil_brat_can;

/* Whether the files of an archive belong together in it; else they are read one by one. */
gboolean postil_format_takes_archives (const PostilFormat *format);

G_END_DECLS

export { checkFileLink, fileHeaders, fileInfected, linkMinutes, refuseInfected, signFileLink } from './file-links.ts'
export { type FileStore, openFolderStore } from './file-store.ts'
export { canPreview, previewOf, previewType, renderPreview } from './preview.ts'
export { fileScanned, openClamd, type Scanner, scanFiles } from './scan-files.ts'
export {
  detectType,
  fileEmpty,
  filesIn,
  fileTooLarge,
  fileTypeRefused,
  insertFiles,
  keepFile,
  maxFileBytes,
  ownedFilesIn,
  readFileRow,
  type StoredFile,
  safeName,
  scansOf,
  storeFile,
} from './store-file.ts'
export { maxTableRows, previewTable, readTable, type TableRow } from './table/read-table.ts'
export { safeCell, type TableFormat, writeTable } from './table/write-table.ts'

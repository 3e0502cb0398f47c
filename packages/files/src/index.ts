export { type FileStore, openFolderStore } from './file-store.ts'
export {
  detectType,
  fileEmpty,
  filesIn,
  fileTooLarge,
  fileTypeRefused,
  insertFiles,
  keepFile,
  maxFileBytes,
  readFileRow,
  type StoredFile,
  safeName,
  storeFile,
} from './store-file.ts'
